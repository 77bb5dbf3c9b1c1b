// The pane beside the grid: all of a long text, JSON unfolded, the child rows of a record.
import { childColumns, childTexts, detailOf, recordId } from './details.ts';
import type { Words } from './messages.ts';

export interface Inspector {
  /** Shows a value of a record under the title. */
  show(title: string, value: unknown): void;
  readonly isOpen: boolean;
  close(): void;
}

export function createInspector(
  page: Document,
  words: Words,
  on: { copy(text: string): void; open(id: string): void; closed(): void },
): Inspector {
  const pane = page.getElementById('inspector')!;
  const title = page.getElementById('inspector-title')!;
  const content = page.getElementById('inspector-content')!;
  const copy = page.getElementById('inspector-copy')!;
  const closeButton = page.getElementById('inspector-close')!;
  let text = '';
  const close = () => {
    if (pane.hidden) return;
    pane.hidden = true;
    on.closed();
  };
  copy.textContent = words.copy;
  copy.addEventListener('click', () => on.copy(text));
  closeButton.title = words.close;
  closeButton.setAttribute('aria-label', words.close);
  closeButton.addEventListener('click', close);
  pane.setAttribute('aria-label', words.details);
  pane.addEventListener('keydown', key => {
    if (key.key === 'Escape') close();
  });
  return {
    show(heading, value) {
      const detail = detailOf(value);
      title.textContent = heading;
      text = detail.text;
      content.replaceChildren(
        detail.kind === 'children' ? childTable(page, detail.records, words, on.open) : preformatted(page, detail.text),
      );
      pane.hidden = false;
      content.focus();
    },
    get isOpen() {
      return !pane.hidden;
    },
    close,
  };
}

/** Text, never markup: HTML in a record is shown as its source. */
function preformatted(page: Document, text: string): HTMLElement {
  const element = page.createElement('pre');
  element.textContent = text;
  return element;
}

/** The first cell of each row opens its record. */
function childTable(
  page: Document,
  records: readonly Readonly<Record<string, unknown>>[],
  words: Words,
  open: (id: string) => void,
): HTMLElement {
  if (records.length === 0) return preformatted(page, words.noChildRows);
  const columns = childColumns(records);
  const table = page.createElement('table');
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = page.createElement('th');
    cell.scope = 'col';
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const record of records) {
    const row = body.insertRow();
    for (const text of childTexts(record, columns)) row.insertCell().textContent = text;
    const id = recordId(record);
    const [first] = row.cells;
    if (id && first) first.replaceChildren(link(page, first.textContent || id, words.openRecord, () => open(id)));
  }
  return table;
}

function link(page: Document, text: string, title: string, act: () => void): HTMLElement {
  const button = page.createElement('button');
  Object.assign(button, { className: 'link', textContent: text, title });
  button.addEventListener('click', act);
  return button;
}
