// The preview: every change with its old and its new value, before anything is written.

import { filled } from '../../../webview/page/texts.ts';
import { outcomeWords, valueText } from './marks.ts';
import type { EditWords } from './messages.ts';
import type { PendingRecord } from './pendingEdits.ts';

/** Lines that are drawn at first, and with each "show more". */
const linesAtOnce = 1000;

export interface ReviewFacts {
  readonly org: string;
  readonly object: string;
  /** The label of a field, and its type for the texts of values. */
  field(name: string): { readonly label: string; readonly type: string };
  /** The name of a record that a lookup has found. */
  name(id: string): string | undefined;
}

export interface ReviewEvents {
  accept(ids: readonly string[]): void;
  keepMine(ids: readonly string[]): void;
  takeTheirs(ids: readonly string[]): void;
  closed(): void;
}

export interface Review {
  readonly isOpen: boolean;
  /** Shows changes. `focus`: on the button that writes them, on the list of them, or where it is. */
  show(records: readonly PendingRecord[], facts: ReviewFacts, focus?: 'accept' | 'list'): void;
  close(): void;
}

export function createReview(page: Document, words: EditWords, events: ReviewEvents): Review {
  const pane = page.createElement('section');
  pane.id = 'review';
  pane.hidden = true;
  const title = element(page, 'h2', '', { id: 'review-title' });
  pane.setAttribute('aria-labelledby', title.id);
  const calls = element(page, 'span', '', { className: 'hint' });
  const accept = element(page, 'button', '', { type: 'button', id: 'review-accept', className: 'primary' });
  const back = element(page, 'button', words.back, { type: 'button' });
  const conflicts = element(page, 'div', '', { className: 'review-conflicts' });
  const head = element(page, 'header', '');
  head.append(title, calls, accept, back);
  const content = element(page, 'div', '', { id: 'review-content', tabIndex: 0 });
  pane.append(head, conflicts, content);
  page.getElementById('content')!.after(pane);
  let ids: readonly string[] = [];
  const close = () => {
    if (pane.hidden) return;
    pane.hidden = true;
    content.replaceChildren();
    events.closed();
  };
  accept.addEventListener('click', () => events.accept(ids));
  back.addEventListener('click', close);
  pane.addEventListener('keydown', key => {
    if (key.key === 'Escape') close();
  });
  return {
    get isOpen() {
      return !pane.hidden;
    },
    show(records, facts, focus) {
      ids = records.map(({ id }) => id);
      title.textContent = filled(words.reviewTitle, ids.length, facts.object, facts.org);
      calls.textContent = filled(words.reviewCalls, Math.ceil(ids.length / 200) * 3);
      const open = records.filter(({ outcome }) => outcome?.state === 'conflict').map(({ id }) => id);
      accept.textContent = filled(words.accept, ids.length - open.length, facts.org);
      accept.hidden = open.length === ids.length;
      conflicts.replaceChildren(...(open.length > 0 ? conflictChoice(page, words, events, open) : []));
      content.replaceChildren(table(page, words, lines(records, facts, words), events));
      pane.hidden = false;
      if (focus) (focus === 'list' || accept.hidden ? content : accept).focus();
    },
    close,
  };
}

interface Line {
  readonly id: string;
  /** Record, field, old and new value. */
  readonly cells: readonly [string, string, string, string];
  readonly state: string;
  /** What came of the record, on its last line, and what the org has now in this field. */
  readonly told: string;
  readonly isLast: boolean;
}

function lines(records: readonly PendingRecord[], facts: ReviewFacts, words: EditWords): Line[] {
  return records.flatMap(record => {
    const { id, name, outcome } = record;
    const state = outcome?.state ?? '';
    const told = outcomeWords(record, words);
    if (record.deleted) return [{ id, cells: [name, words.deleted, '', ''], state, told, isLast: true }];
    return [...record.cells].map(([field, { before, after }], index) => {
      const isLast = index === record.cells.size - 1;
      const { label, type } = facts.field(field);
      const text = (value: typeof before) => {
        const found = typeof value === 'string' ? facts.name(value) : undefined;
        return found ? `${found} (${value})` : valueText(value, { type }, words);
      };
      const now = outcome?.state === 'conflict' ? filled(words.thereNow, text(outcome.current[field] as never)) : '';
      return {
        id,
        cells: [name, label === field ? field : `${label} (${field})`, text(before), text(after)],
        state,
        told: [isLast ? told : '', now].filter(Boolean).join(' '),
        isLast,
      };
    });
  });
}

function table(page: Document, words: EditWords, all: readonly Line[], events: ReviewEvents): HTMLElement {
  const made = page.createElement('table');
  const head = made.createTHead().insertRow();
  for (const text of [words.record, words.field, words.oldValue, words.newValue])
    head.append(element(page, 'th', text, { scope: 'col' }));
  const body = made.createTBody();
  const addSome = (from: number) => {
    const end = Math.min(all.length, from + linesAtOnce);
    for (let at = from; at < end; at++) addLine(page, body, all[at]!, words, events);
    if (end === all.length) return;
    const row = body.insertRow();
    const more = element(page, 'button', filled(words.showMore, all.length - end), { type: 'button' });
    more.addEventListener('click', () => {
      row.remove();
      addSome(end);
    });
    row.insertCell().append(more);
  };
  addSome(0);
  return made;
}

function addLine(
  page: Document,
  body: HTMLTableSectionElement,
  { id, cells, state, told, isLast }: Line,
  words: EditWords,
  events: ReviewEvents,
): void {
  const row = body.insertRow();
  for (const text of cells) row.insertCell().textContent = text;
  if (told === '') return;
  // Below the values, where it has the whole width.
  const outcome = body.insertRow();
  outcome.className = `outcome ${state}`;
  const cell = outcome.insertCell();
  cell.colSpan = cells.length;
  cell.textContent = told;
  if (state !== 'conflict' || !isLast) return;
  cell.append(
    choice(page, words.keepMine, () => events.keepMine([id])),
    choice(page, words.takeTheirs, () => events.takeTheirs([id])),
  );
}

function conflictChoice(page: Document, words: EditWords, events: ReviewEvents, ids: readonly string[]): HTMLElement[] {
  return [
    element(page, 'span', filled(words.conflicts, ids.length)),
    choice(page, words.keepAllMine, () => events.keepMine(ids)),
    choice(page, words.takeAllTheirs, () => events.takeTheirs(ids)),
  ];
}

function choice(page: Document, label: string, act: () => void): HTMLElement {
  const button = element(page, 'button', label, { type: 'button' });
  button.addEventListener('click', act);
  return button;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  page: Document,
  name: Name,
  text: string,
  more: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  const made = page.createElement(name);
  made.textContent = text;
  return Object.assign(made, more);
}
