import type { RunObject } from '../../../../server/src/protocol/runs.ts';
import { numberText } from '../../webview/page/texts.ts';
import type { Words } from './messages.ts';

export interface ObjectTabs {
  /** `chosen`: the name of one of the objects; undefined: all of them together. Hidden where there is no choice. */
  show(objects: readonly RunObject[], chosen: string | undefined): void;
}

/**
 * Over the rows of a search: a tab for each object with the number of its rows, and one for all. By
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/: one is in the tab order, arrows, Home and End go to the others.
 */
export function createObjectTabs(
  page: Document,
  words: Words,
  choose: (object: string | undefined) => void,
): ObjectTabs {
  const list = page.getElementById('objects')!;
  let shown: readonly RunObject[] = [];
  list.setAttribute('aria-label', words.objects);
  const tabs = () => [...list.children] as HTMLElement[];
  const go = (to: number) => {
    const all = tabs();
    const tab = all[(to + all.length) % all.length]!;
    tab.click();
    tab.focus();
  };
  list.addEventListener('keydown', key => {
    const at = tabs().indexOf(key.target as HTMLElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[key.key];
    if (at < 0 || to === undefined) return;
    key.preventDefault();
    go(to);
  });
  const draw = () => {
    const all = shown.reduce((sum, { rows }) => sum + rows, 0);
    const names: [string | undefined, number][] = shown.map(({ name, rows }) => [name, rows]);
    list.replaceChildren(...[...names, [undefined, all] as const].map(([name, rows]) => tabOf(name, rows)));
  };
  const tabOf = (name: string | undefined, rows: number) => {
    const tab = page.createElement('button');
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', 'grid');
    const count = page.createElement('span');
    count.className = 'count';
    count.textContent = numberText(rows);
    tab.append(name ?? words.allObjects, ' ', count);
    tab.addEventListener('click', () => choose(name));
    return tab;
  };
  return {
    show(objects, chosen) {
      if (objects !== shown) {
        shown = objects;
        draw();
      }
      list.hidden = objects.length < 2;
      const at = chosen === undefined ? objects.length : objects.findIndex(({ name }) => name === chosen);
      for (const [index, tab] of tabs().entries()) {
        tab.setAttribute('aria-selected', String(index === at));
        tab.tabIndex = index === at ? 0 : -1;
      }
    },
  };
}
