// The values of a multi-select picklist: a list of checkboxes below the cell.
import type { Control, ControlOptions } from './controls.ts';
import { createPopup } from './popup.ts';

export function createValueList({ container, allowed, text, label }: ControlOptions): Control {
  const page = container.ownerDocument;
  const chosen = text.split(';').filter(value => value !== '');
  // A value that is no longer among those of the field stays possible: it is what the record holds.
  const old = chosen.filter(value => !allowed.some(known => known.value === value));
  const popup = createPopup(container, 'edit-values');
  const list = popup.element;
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', label);
  const boxes = [...old.map(value => ({ value, label: value })), ...allowed].map(({ value, label: shown }) => {
    const line = page.createElement('label');
    const box = page.createElement('input');
    box.type = 'checkbox';
    box.value = value;
    box.checked = chosen.includes(value);
    line.append(box, shown);
    list.append(line);
    return box;
  });
  popup.place();
  list.addEventListener('keydown', key => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step === undefined) return;
    key.preventDefault();
    const at = boxes.indexOf(page.activeElement as HTMLInputElement);
    boxes[(at + step + boxes.length) % boxes.length]?.focus();
  });
  return {
    element: list,
    text: () =>
      boxes
        .filter(({ checked }) => checked)
        .map(({ value }) => value)
        .join(';'),
    type() {},
    focus: () => (boxes.find(({ checked }) => checked) ?? boxes[0])?.focus(),
    place: popup.place,
    remove: popup.remove,
  };
}
