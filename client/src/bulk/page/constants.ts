// Fields that get the same value in each row.
import { filled } from '../../webview/page/texts.ts';
import { fieldOptions } from './fieldOptions.ts';
import type { Picker } from './picker.ts';
import { byId, type Page } from './state.ts';

export function createConstants(page: Page, picker: Picker): { draw(): void; focus(field: string): void } {
  const { state, post } = page;
  const list = byId('constants');
  const adding = byId<HTMLInputElement>('add-constant');
  let wanted: string | undefined;
  const add = (field: string) => {
    wanted = field;
    post({ type: 'constant', field, value: '' });
  };
  picker.attach(adding, {
    options: text => fieldOptions(page, text, add).filter(({ opens }) => opens === undefined),
    shown: () => '',
  });
  const boxes = () => [...list.querySelectorAll<HTMLInputElement>('input')];
  return {
    draw() {
      const constants = state.mapping?.constants ?? {};
      const fields = Object.keys(constants);
      const shown = boxes().map(({ dataset }) => dataset.field ?? '');
      if (fields.join('\n') !== shown.join('\n')) list.replaceChildren(...fields.map(field => rowOf(page, field)));
      for (const box of boxes()) {
        if (box !== document.activeElement) box.value = constants[box.dataset.field ?? ''] ?? '';
        if (box.dataset.field !== wanted) continue;
        box.focus();
        wanted = undefined;
      }
    },
    focus: add,
  };
}

function rowOf({ words, post }: Page, field: string): HTMLElement {
  const row = document.createElement('li');
  const label = document.createElement('label');
  label.textContent = field;
  const value = document.createElement('input');
  value.type = 'text';
  value.dataset.field = field;
  value.setAttribute('aria-label', filled(words.valueOf, field));
  value.addEventListener('change', () => post({ type: 'constant', field, value: value.value }));
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'icon codicon codicon-close';
  remove.title = `${words.remove}: ${field}`;
  remove.setAttribute('aria-label', remove.title);
  remove.addEventListener('click', () => post({ type: 'constant', field, value: null }));
  label.append(value);
  row.append(label, remove);
  return row;
}
