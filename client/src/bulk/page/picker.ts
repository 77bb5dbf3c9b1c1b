// A list below a text box, to be searched by typing: the combobox pattern of ARIA. One list serves all boxes of the page.

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

export interface Picker {
  attach(box: HTMLInputElement, source: Source): void;
  /** Draws the open list again: there may be more to choose from. */
  refresh(): void;
}

interface Words {
  readonly noMatch: string;
  readonly moreMatches: string;
}

/** More than anybody reads; typing narrows them. */
const MOST = 200;

export function createPicker(list: HTMLElement, words: Words): Picker {
  let open: { readonly box: HTMLInputElement; readonly source: Source } | undefined;
  let options: readonly Option[] = [];
  let active = -1;
  let typed = false;

  const draw = () => {
    if (!open) return;
    const { box, source } = open;
    const all = source.options(typed ? box.value : '');
    options = all.slice(0, MOST);
    const current = options.findIndex(({ text }) => text === source.shown());
    // What stands in the box and is not among them does not give way to the first by a mere Enter.
    const isKept = !typed && current < 0 && source.shown() !== '';
    active = options.length === 0 || isKept ? -1 : typed ? 0 : Math.max(0, current);
    const rows = options.map((option, index) => optionRow(option, index));
    if (rows.length === 0) rows.push(note(words.noMatch));
    else if (all.length > MOST) rows.push(note(words.moreMatches.replace('{0}', String(all.length - MOST))));
    list.replaceChildren(...rows);
    place(list, box);
    mark();
  };
  const mark = () => {
    for (const [index, row] of [...list.children].entries())
      row.setAttribute('aria-selected', String(index === active));
    const row = list.children[active];
    row?.scrollIntoView({ block: 'nearest' });
    if (row && active >= 0) open?.box.setAttribute('aria-activedescendant', row.id);
    else open?.box.removeAttribute('aria-activedescendant');
  };
  const show = (box: HTMLInputElement, source: Source) => {
    open = { box, source };
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    draw();
  };
  const close = () => {
    if (!open) return;
    const { box, source } = open;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
    box.value = source.shown();
    open = undefined;
    typed = false;
    list.hidden = true;
    list.replaceChildren();
  };
  const choose = (option: Option | undefined) => {
    if (!open || !option) return;
    const { box } = open;
    if (option.opens !== undefined) {
      box.value = option.opens;
      typed = true;
      option.choose();
      draw();
      return;
    }
    close();
    box.value = option.text;
    option.choose();
    box.select();
  };
  const move = (by: number) => {
    if (options.length === 0) return;
    // From none of them it goes to either end.
    active = (Math.max(active, by > 0 ? -1 : 0) + by + options.length) % options.length;
    mark();
  };
  const onKey = (event: KeyboardEvent, box: HTMLInputElement, source: Source) => {
    const isOpen = open?.box === box;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (isOpen ? move(1) : show(box, source)),
      ArrowUp: () => (isOpen ? move(-1) : show(box, source)),
      Enter: () => (isOpen ? choose(options[active]) : show(box, source)),
      ...(isOpen && { PageDown: () => move(Math.min(10, options.length - 1 - active)) }),
      ...(isOpen && { PageUp: () => move(-Math.min(10, active)) }),
      ...(isOpen && { Escape: () => close() }),
    };
    const act = keys[event.key];
    if (event.key === 'Tab' && isOpen && typed && options[active]?.opens === undefined) choose(options[active]);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    if (event.key === 'Escape') box.select();
  };

  // A click in the list must not take the focus out of the box, which would close the list.
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const row = (event.target as Element).closest('[role="option"]');
    choose(options[[...list.children].indexOf(row as Element)]);
  });
  document.addEventListener('scroll', event => event.target !== list && close(), { capture: true });
  window.addEventListener('resize', close);
  return {
    attach(box, source) {
      box.setAttribute('role', 'combobox');
      box.setAttribute('aria-expanded', 'false');
      box.setAttribute('aria-autocomplete', 'list');
      box.setAttribute('aria-controls', list.id);
      box.autocomplete = 'off';
      box.spellcheck = false;
      box.addEventListener('focus', () => box.select());
      box.addEventListener('click', () => open?.box !== box && show(box, source));
      box.addEventListener('blur', () => open?.box === box && close());
      box.addEventListener('keydown', event => onKey(event, box, source));
      box.addEventListener('input', () => {
        typed = true;
        if (open?.box === box) draw();
        else show(box, source);
      });
    },
    refresh: draw,
  };
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
