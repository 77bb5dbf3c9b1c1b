import type { Words } from './messages.ts';

export interface Toolbar {
  /** Another result: nothing is filtered and nothing was found. */
  clear(): void;
  /** What the rows are filtered by; empty where they are not. */
  readonly filterText: string;
  readonly findText: string;
  setFilter(text: string): void;
  /** Why the filter shows nothing; empty where it shows rows. */
  sayFilter(text: string): void;
  /** What a search came to. */
  say(text: string): void;
  focusFilter(): void;
  focusFind(): void;
}

export interface ToolbarEvents {
  filter(): void;
  find(backwards: boolean): void;
  /** Back to the grid. */
  leave(): void;
}

/** How long a person pauses before the rows are filtered by what they have typed, in milliseconds. */
const typingPauseMs = 250;

/** The line above the grid: a filter, and a search with next and previous. */
export function createToolbar(page: Document, words: Words, events: ToolbarEvents): Toolbar {
  const filter = input(page, 'filter', words.filter);
  const find = input(page, 'find', words.find);
  const filterProblem = page.getElementById('filter-problem')!;
  const said = page.getElementById('found')!;
  let typing: ReturnType<typeof setTimeout> | undefined;
  const filterNow = () => {
    clearTimeout(typing);
    events.filter();
  };
  filter.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(events.filter, typingPauseMs);
  });
  onKeys(filter, { Enter: filterNow, Escape: () => (filter.value === '' ? events.leave() : clear(filter, filterNow)) });
  onKeys(find, {
    Enter: key => events.find(key.shiftKey),
    F3: key => events.find(key.shiftKey),
    Escape: events.leave,
  });
  button(page, 'find-previous', words.findPrevious, () => events.find(true));
  button(page, 'find-next', words.findNext, () => events.find(false));
  return {
    clear() {
      clearTimeout(typing);
      filter.value = '';
      said.textContent = '';
    },
    get filterText() {
      return filter.value;
    },
    get findText() {
      return find.value;
    },
    setFilter(text) {
      filter.value = text;
      filterNow();
    },
    sayFilter(text) {
      filterProblem.textContent = text;
      filter.setAttribute('aria-invalid', String(text !== ''));
    },
    say(text) {
      said.textContent = text;
    },
    focusFilter: () => filter.select(),
    focusFind: () => find.select(),
  };
}

function clear(box: HTMLInputElement, then: () => void): void {
  box.value = '';
  then();
}

function input(page: Document, id: string, label: string): HTMLInputElement {
  const element = page.getElementById(id) as HTMLInputElement;
  element.placeholder = label;
  element.setAttribute('aria-label', label);
  return element;
}

function button(page: Document, id: string, label: string, act: () => void): void {
  const element = page.getElementById(id)!;
  element.title = label;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', act);
}

function onKeys(element: HTMLElement, keys: Record<string, (key: KeyboardEvent) => void>): void {
  element.addEventListener('keydown', key => {
    const act = keys[key.key];
    if (!act) return;
    key.preventDefault();
    act(key);
  });
}
