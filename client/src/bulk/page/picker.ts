// A list below a text box, to be searched by typing: the combobox pattern of ARIA. One list serves all boxes of the page.
import { filled } from '../../webview/page/texts.ts';

export interface Tag {
  readonly text: string;
  /** Worth a second look. */
  readonly special: boolean;
}

export interface Option {
  readonly text: string;
  readonly detail: string;
  readonly tags: readonly Tag[];
  choose(): void;
  /** The list stays open, for what the choice brings. */
  readonly opens?: string;
}

export interface Source {
  /** What fits the text; all for ''. */
  options(text: string): readonly Option[];
  /** What the box shows while nobody types. */
  shown(): string;
}

interface Words {
  readonly noMatch: string;
  readonly moreMatches: string;
}

/** More than anybody reads; typing narrows them. */
const MOST = 200;

export class Picker {
  readonly #list: HTMLElement;
  readonly #words: Words;
  /** The box below which the list is. */
  #open: { readonly box: HTMLInputElement; readonly source: Source } | undefined;
  #options: readonly Option[] = [];
  /** The option that Enter takes; -1: none. */
  #active = -1;
  /** What stands in the box is searched for; else it is what was chosen before. */
  #isTyped = false;

  constructor(list: HTMLElement, words: Words) {
    this.#list = list;
    this.#words = words;
    // A click in the list must not take the focus out of the box, which would close the list.
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
      const row = (event.target as Element).closest('[role="option"]');
      this.#choose(this.#options[[...list.children].indexOf(row as Element)]);
    });
    document.addEventListener('scroll', event => event.target !== list && this.#close(), { capture: true });
    window.addEventListener('resize', () => this.#close());
  }

  attach(box: HTMLInputElement, source: Source): void {
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-expanded', 'false');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', this.#list.id);
    box.autocomplete = 'off';
    box.spellcheck = false;
    box.addEventListener('focus', () => box.select());
    box.addEventListener('click', () => !this.#isBelow(box) && this.#show(box, source));
    box.addEventListener('blur', () => this.#isBelow(box) && this.#close());
    box.addEventListener('keydown', event => this.#onKey(event, box, source));
    box.addEventListener('input', () => {
      this.#isTyped = true;
      if (this.#isBelow(box)) this.#draw();
      else this.#show(box, source);
    });
  }

  /** Draws the open list again: there may be more to choose from. */
  refresh(): void {
    this.#draw();
  }

  #isBelow(box: HTMLInputElement): boolean {
    return this.#open?.box === box;
  }

  #show(box: HTMLInputElement, source: Source): void {
    this.#open = { box, source };
    this.#list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    this.#draw();
  }

  #draw(): void {
    if (!this.#open) return;
    const { box, source } = this.#open;
    const all = source.options(this.#isTyped ? box.value : '');
    this.#options = all.slice(0, MOST);
    this.#active = this.#firstActive(source.shown());
    const rows = this.#options.map((option, index) => optionRow(option, index));
    if (rows.length === 0) rows.push(note(this.#words.noMatch));
    else if (all.length > MOST) rows.push(note(filled(this.#words.moreMatches, all.length - MOST)));
    this.#list.replaceChildren(...rows);
    place(this.#list, box);
    this.#mark();
  }

  /** @param shown what stands in the box while nobody types */
  #firstActive(shown: string): number {
    if (this.#options.length === 0) return -1;
    if (this.#isTyped) return 0;
    const current = this.#options.findIndex(({ text }) => text === shown);
    // What stands in the box and is not among them does not give way to the first by a mere Enter.
    return current < 0 && shown === '' ? 0 : current;
  }

  #mark(): void {
    for (const [index, row] of [...this.#list.children].entries())
      row.setAttribute('aria-selected', String(index === this.#active));
    const row = this.#list.children[this.#active];
    row?.scrollIntoView({ block: 'nearest' });
    if (row && this.#active >= 0) this.#open?.box.setAttribute('aria-activedescendant', row.id);
    else this.#open?.box.removeAttribute('aria-activedescendant');
  }

  #close(): void {
    if (!this.#open) return;
    const { box, source } = this.#open;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
    box.value = source.shown();
    this.#open = undefined;
    this.#isTyped = false;
    this.#list.hidden = true;
    this.#list.replaceChildren();
  }

  #choose(option: Option | undefined): void {
    if (!this.#open || !option) return;
    const { box } = this.#open;
    if (option.opens !== undefined) {
      box.value = option.opens;
      this.#isTyped = true;
      option.choose();
      this.#draw();
      return;
    }
    this.#close();
    box.value = option.text;
    option.choose();
    box.select();
  }

  #onKey(event: KeyboardEvent, box: HTMLInputElement, source: Source): void {
    const act = this.#isBelow(box) ? this.#actOnOpen(event.key) : this.#actOnClosed(event.key, box, source);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #actOnClosed(key: string, box: HTMLInputElement, source: Source): (() => void) | undefined {
    return ['ArrowDown', 'ArrowUp', 'Enter'].includes(key) ? () => this.#show(box, source) : undefined;
  }

  #actOnOpen(key: string): (() => void) | undefined {
    const active = this.#options[this.#active];
    // Tab goes on as well.
    if (key === 'Tab' && this.#isTyped && active?.opens === undefined) this.#choose(active);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      PageDown: () => this.#move(Math.min(10, this.#options.length - 1 - this.#active)),
      PageUp: () => this.#move(-Math.min(10, this.#active)),
      Enter: () => this.#choose(active),
      Escape: () => this.#giveUp(),
    };
    return keys[key];
  }

  #move(by: number): void {
    const { length } = this.#options;
    if (length === 0) return;
    // From none of them it goes to either end.
    this.#active = (Math.max(this.#active, by > 0 ? -1 : 0) + by + length) % length;
    this.#mark();
  }

  #giveUp(): void {
    const box = this.#open?.box;
    this.#close();
    box?.select();
  }
}

function optionRow({ text, detail, tags }: Option, index: number): HTMLElement {
  const row = document.createElement('li');
  row.id = `option-${index}`;
  row.setAttribute('role', 'option');
  row.append(span('name', text), span('detail', detail), ...tags.map(tagMark));
  return row;
}

function note(text: string): HTMLElement {
  const row = document.createElement('li');
  row.className = 'note';
  row.setAttribute('role', 'option');
  row.setAttribute('aria-disabled', 'true');
  row.textContent = text;
  return row;
}

export const tagMark = ({ text, special }: Tag): HTMLElement => span(special ? 'tag special' : 'tag', text);

export function span(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** Below the box, or above it where there is more room. */
function place(list: HTMLElement, box: HTMLElement): void {
  const { left, top, bottom, width } = box.getBoundingClientRect();
  const below = innerHeight - bottom - 8;
  const isAbove = below < 200 && top > below;
  list.style.left = `${left}px`;
  list.style.minWidth = `${Math.max(width, 320)}px`;
  list.style.maxWidth = `${innerWidth - left - 8}px`;
  list.style.maxHeight = `${Math.min(320, isAbove ? top - 8 : below)}px`;
  list.style.top = isAbove ? 'auto' : `${bottom}px`;
  list.style.bottom = isAbove ? `${innerHeight - top}px` : 'auto';
}
