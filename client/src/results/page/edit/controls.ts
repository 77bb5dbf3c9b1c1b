// What one writes a value with, by the type of its field. Each gives a text, which `parseValue` reads.
import type { EditField, EditValue } from '../../../../../server/src/protocol/edits.ts';
import { Lookup, type LookupPort } from './lookup.ts';
import { createValueList } from './valueList.ts';

export interface Control {
  readonly element: HTMLElement;
  /** What stands in it. */
  text(): string;
  /** What the user began to type takes the place of the value; of a list it chooses. */
  type(text: string): void;
  focus(): void;
  /** The cell has moved. */
  place(): void;
  remove(): void;
}

export interface ControlOptions {
  /** The cell. */
  readonly container: HTMLElement;
  readonly field: EditField;
  readonly allowed: readonly EditValue[];
  readonly text: string;
  readonly label: string;
  readonly lookup: LookupPort;
  commit(): void;
}

export function createControl(options: ControlOptions): Control {
  const { type } = options.field;
  if (type === 'reference') return new Lookup(options);
  if (type === 'multipicklist') return createValueList(options);
  if (type === 'boolean') return checkbox(options);
  if (type === 'picklist') return select(options);
  const kind = inputTypes[type] ?? 'text';
  // An input drops the breaks of lines.
  const hasLines = kind === 'text' && /[\r\n]/.test(options.text);
  return type === 'textarea' || hasLines ? textArea(options) : input(options, kind);
}

const inputTypes: Readonly<Record<string, string>> = { date: 'date', datetime: 'datetime-local', time: 'time' };

function input({ container, field, text, label }: ControlOptions, type: string): Control {
  const element = container.ownerDocument.createElement('input');
  element.type = type;
  element.spellcheck = false;
  if (type !== 'text') element.step = field.type === 'date' ? '1' : '0.001';
  element.value = text;
  element.setAttribute('aria-label', label);
  container.append(element);
  return {
    element,
    // What is half of a date has no value; it must not count as none.
    text: () => (element.validity.badInput ? '?' : element.value),
    type(typed) {
      // Parts of a date are typed into their own places.
      if (type === 'text') element.value = typed;
    },
    focus() {
      element.focus();
      if (type === 'text' && element.value === text) element.select();
    },
    place() {},
    remove: () => element.remove(),
  };
}

/** Enter ends it, as in every other cell; Shift+Enter makes a line. */
function textArea({ container, text, label }: ControlOptions): Control {
  const element = container.ownerDocument.createElement('textarea');
  element.value = text;
  // It makes every break of lines the same.
  const initial = element.value;
  element.setAttribute('aria-label', label);
  element.className = 'edit-popup';
  container.ownerDocument.body.append(element);
  const place = () => {
    const cell = container.getBoundingClientRect();
    const height = Math.min(160, container.ownerDocument.documentElement.clientHeight - 8);
    const top = Math.min(cell.top, container.ownerDocument.documentElement.clientHeight - height - 4);
    Object.assign(element.style, {
      left: `${Math.max(0, cell.left)}px`,
      top: `${Math.max(0, top)}px`,
      width: `${Math.max(300, cell.width)}px`,
      height: `${height}px`,
    });
  };
  place();
  return {
    element,
    text: () => element.value,
    type(typed) {
      element.value = typed;
    },
    focus() {
      element.focus();
      if (element.value === initial) element.select();
    },
    place,
    remove: () => element.remove(),
  };
}

function checkbox({ container, text, label }: ControlOptions): Control {
  const element = container.ownerDocument.createElement('input');
  element.type = 'checkbox';
  element.checked = text === 'true';
  element.setAttribute('aria-label', label);
  container.append(element);
  return {
    element,
    text: () => String(element.checked),
    type(typed) {
      if (typed === ' ') element.checked = !element.checked;
    },
    focus: () => element.focus(),
    place() {},
    remove: () => element.remove(),
  };
}

/** A value that is no longer among those of the field stays possible: it is what the record holds. */
function select({ container, field, allowed, text, label }: ControlOptions): Control {
  const page = container.ownerDocument;
  const element = page.createElement('select');
  element.setAttribute('aria-label', label);
  const add = (value: string, shown: string) => {
    const option = page.createElement('option');
    option.value = value;
    option.textContent = shown;
    element.append(option);
  };
  if (field.nillable || text === '') add('', '');
  if (text !== '' && !allowed.some(({ value }) => value === text)) add(text, text);
  for (const { value, label: shown } of allowed) add(value, shown);
  element.value = text;
  container.append(element);
  return {
    element,
    text: () => element.value,
    type(typed) {
      const begins = (option: HTMLOptionElement) => option.text.toLowerCase().startsWith(typed.toLowerCase());
      const found = [...element.options].find(option => option.text !== '' && begins(option));
      if (found) element.value = found.value;
    },
    focus: () => element.focus(),
    place() {},
    remove: () => element.remove(),
  };
}
