import assert from 'node:assert/strict';
import { focusWithPage } from '../../../../client/src/webview/page/focus.ts';

/** A page without anything in it, and how often the focus was taken. */
function fixture() {
  const body = {};
  const document = { body, activeElement: body as unknown, isFocused: false, hasFocus: () => document.isFocused };
  const page = Object.assign(new EventTarget(), { document });
  const state = { document, taken: 0, takeIdle: () => {} };
  state.takeIdle = focusWithPage(page as never, () => void state.taken++);
  const on = (...names: string[]) => {
    for (const name of names) {
      if (name === 'focus') document.isFocused = true;
      page.dispatchEvent(new Event(name));
    }
    return state.taken;
  };
  return { state, on };
}

describe('the focus that comes to a page', () => {
  it('goes on to where keys do something', () => {
    assert.equal(fixture().on('focus'), 1);
  });

  it('stays where it was', () => {
    const { state, on } = fixture();
    state.document.activeElement = {};
    assert.equal(on('focus'), 0);
  });

  it('goes where a press leads', () => {
    const { on } = fixture();
    assert.equal(on('pointerdown', 'focus'), 0);
    assert.equal(on('pointerup', 'focus'), 1);
  });

  it('is taken when there is something new, if the page has it', () => {
    const { state, on } = fixture();
    state.takeIdle();
    assert.equal(state.taken, 0);
    on('focus');
    state.takeIdle();
    assert.equal(state.taken, 2);
  });
});
