// A reference: an id that is pasted, or a record that is looked up by its name. By the combobox pattern of ARIA.
import { Newest } from '../newest.ts';
import type { Control, ControlOptions } from './controls.ts';
import { createPopup, type Popup } from './popup.ts';

export interface LookupPort {
  find(object: string, text: string): Promise<readonly FoundRecord[]>;
  /** The name of a record that was found before. */
  readonly names: Map<string, string>;
  readonly words: { readonly hint: string; readonly none: string; readonly object: string };
  report(error: unknown): void;
}

interface FoundRecord {
  readonly id: string;
  readonly name: string;
}

/** Long enough that a name is asked for once, not for each of its letters: it costs a call. In milliseconds. */
const typingPauseMs = 400;
const leastCharacters = 2;
const LIST_ID = 'lookup-list';

export class Lookup implements Control {
  readonly element: HTMLInputElement;
  readonly #options: ControlOptions;
  readonly #popup: Popup;
  /** Undefined where the field refers to one object only. */
  readonly #objects: HTMLSelectElement | undefined;
  readonly #list: HTMLElement;
  readonly #hint: HTMLElement;
  #found: readonly FoundRecord[] = [];
  /** Of those the one that Enter takes; -1: none. */
  #marked = -1;
  readonly #searches = new Newest();
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControlOptions) {
    const { container, field, text, label, lookup } = options;
    const page = container.ownerDocument;
    this.#options = options;
    this.element = textBox(page, text, label);
    container.append(this.element);
    this.#popup = createPopup(container, 'edit-lookup');
    this.#objects = objectChoice(page, field.referenceTo, lookup.words.object);
    this.#list = listBox(page, label);
    this.#hint = page.createElement('div');
    this.#hint.className = 'hint';
    this.#popup.element.append(...(this.#objects ? [this.#objects] : []), this.#list, this.#hint);
    this.element.addEventListener('input', () => this.#searchSoon());
    this.#objects?.addEventListener('change', () => this.#searchSoon());
    this.element.addEventListener('keydown', key => this.#onKey(key));
    this.#say(lookup.names.get(text) ?? lookup.words.hint);
  }

  text(): string {
    return this.element.value;
  }

  type(typed: string): void {
    this.element.value = typed;
    this.#searchSoon();
  }

  focus(): void {
    this.element.focus();
    if (this.element.value === this.#options.text) this.element.select();
  }

  place(): void {
    this.#popup.place();
  }

  remove(): void {
    this.#forgetSearch();
    this.element.remove();
    this.#popup.remove();
  }

  #searchSoon(): void {
    const { lookup } = this.#options;
    this.#forgetSearch();
    this.#show([]);
    this.#say(lookup.words.hint);
    const wanted = this.element.value.trim();
    if (wanted.length < leastCharacters || isId(wanted)) return;
    this.#typing = setTimeout(() => void this.#search().catch(lookup.report), typingPauseMs);
  }

  #forgetSearch(): void {
    clearTimeout(this.#typing);
    this.#searches.forget();
  }

  async #search(): Promise<void> {
    const { field, lookup } = this.#options;
    const object = this.#objects?.value ?? field.referenceTo[0] ?? '';
    const text = this.element.value.trim();
    const found = await this.#searches.of(() => lookup.find(object, text));
    if (!found) return;
    this.#show(found);
    this.#say(found.length === 0 ? lookup.words.none : '');
  }

  #show(found: readonly FoundRecord[]): void {
    this.#found = found;
    this.#list.replaceChildren(...found.map((record, index) => this.#optionOf(record, index)));
    this.element.setAttribute('aria-expanded', String(found.length > 0));
    this.#mark(found.length === 1 ? 0 : -1);
  }

  #optionOf({ id, name }: FoundRecord, index: number): HTMLElement {
    const option = this.element.ownerDocument.createElement('div');
    option.id = `lookup-${index}`;
    option.setAttribute('role', 'option');
    option.textContent = name;
    option.title = id;
    // Before the box loses the focus.
    option.addEventListener('mousedown', press => {
      press.preventDefault();
      this.#choose(index);
    });
    return option;
  }

  #onKey(key: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step !== undefined && this.#found.length > 0) {
      key.preventDefault();
      this.#move(step);
    } else if (key.key === 'Enter' && !key.isComposing && this.#marked >= 0) {
      key.preventDefault();
      key.stopPropagation();
      this.#choose(this.#marked);
    }
  }

  #move(step: number): void {
    // From none of them it goes to either end.
    const from = Math.max(this.#marked, step > 0 ? -1 : 0);
    this.#mark((from + step + this.#found.length) % this.#found.length);
  }

  #mark(index: number): void {
    this.#marked = index;
    for (const [place, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(place === index));
      if (place === index) this.element.setAttribute('aria-activedescendant', option.id);
    }
    this.#list.children[index]?.scrollIntoView({ block: 'nearest' });
    if (index < 0) this.element.removeAttribute('aria-activedescendant');
  }

  #choose(index: number): void {
    const record = this.#found[index];
    if (!record) return;
    const { lookup, commit } = this.#options;
    lookup.names.set(record.id, record.name);
    this.element.value = record.id;
    commit();
  }

  #say(words: string): void {
    this.#hint.textContent = words;
    this.#hint.hidden = words === '';
    this.#popup.place();
  }
}

const isId = (text: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);

function textBox(page: Document, text: string, label: string): HTMLInputElement {
  const box = page.createElement('input');
  box.type = 'text';
  box.spellcheck = false;
  box.value = text;
  box.setAttribute('role', 'combobox');
  box.setAttribute('aria-label', label);
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-expanded', 'false');
  box.setAttribute('aria-controls', LIST_ID);
  return box;
}

function listBox(page: Document, label: string): HTMLElement {
  const list = page.createElement('div');
  list.id = LIST_ID;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  return list;
}

/** Which object is looked through, where the field may refer to several: users before groups, as owners mostly are. */
function objectChoice(page: Document, objects: readonly string[], label: string): HTMLSelectElement | undefined {
  if (objects.length < 2) return undefined;
  const select = page.createElement('select');
  select.setAttribute('aria-label', label);
  for (const name of objects) {
    const option = page.createElement('option');
    option.textContent = name;
    select.append(option);
  }
  if (objects.includes('User')) select.value = 'User';
  return select;
}
