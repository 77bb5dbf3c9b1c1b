// The table of the file's columns, each with the field that it goes to. Thousands of rows: each is made once, and
// only what has changed is drawn again.
import { filled, numberText } from '../../webview/page/texts.ts';
import { fieldOptions, tagsOf } from './fieldOptions.ts';
import type { FileColumn } from './messages.ts';
import { type Picker, span, type Tag, tagMark } from './picker.ts';
import { byId, fieldOf, type Page, sameName } from './state.ts';

interface Row {
  readonly element: HTMLElement;
  readonly box: HTMLInputElement;
  readonly remarks: HTMLElement;
  readonly title: string;
  /** The first column with that title; others cannot be loaded. */
  readonly isFirst: boolean;
  drawn: string;
}

export function createColumns(page: Page, picker: Picker): { draw(): void } {
  const { state, words } = page;
  const body = byId('columns');
  const filter = byId<HTMLInputElement>('filter');
  const unmappedOnly = byId<HTMLInputElement>('unmapped-only');
  let made: readonly FileColumn[] = [];
  let rows: readonly Row[] = [];

  const make = () => {
    made = state.columns;
    const seen = new Set<string>();
    rows = made.map((column, index) => {
      const row = makeRow(page, picker, { ...column, index, isFirst: !seen.has(column.title) });
      seen.add(column.title);
      return row;
    });
    body.replaceChildren(...rows.map(({ element }) => element));
  };
  const applyFilter = () => {
    const text = filter.value.toLowerCase();
    for (const { element, title, isFirst } of rows) {
      const field = fieldOf(state, title) ?? '';
      const fits = title.toLowerCase().includes(text) || field.toLowerCase().includes(text);
      element.hidden = !fits || (unmappedOnly.checked && field !== '' && isFirst);
    }
  };
  filter.addEventListener('input', applyFilter);
  unmappedOnly.addEventListener('change', applyFilter);
  return {
    draw() {
      if (made !== state.columns) make();
      const remarks = remarksOf(page);
      for (const row of rows) drawRow(page, row, remarks);
      applyFilter();
      const mapped = rows.filter(({ title, isFirst }) => isFirst && fieldOf(state, title)).length;
      byId('mapped').textContent = filled(words.mapped, numberText(mapped), numberText(rows.length));
    },
  };
}

function makeRow(
  page: Page,
  picker: Picker,
  { title, values, index, isFirst }: FileColumn & { readonly index: number; readonly isFirst: boolean },
): Row {
  const { state, words, post } = page;
  const name = title === '' ? filled(words.noTitle, index + 1) : title;
  const element = cell('row', 'row');
  const box = document.createElement('input');
  box.type = 'text';
  box.setAttribute('aria-label', filled(words.fieldFor, name));
  box.placeholder = words.ignored;
  const remarks = cell('cell', 'remarks');
  remarks.id = `remarks-${index}`;
  box.setAttribute('aria-describedby', remarks.id);
  const titleCell = cell('rowheader', title === '' ? 'title untitled' : 'title');
  titleCell.textContent = name;
  titleCell.title = name;
  const valuesCell = cell('cell', 'values');
  valuesCell.textContent = values.join(' · ');
  valuesCell.title = values.join('\n');
  const fieldCell = cell('cell', 'field');
  fieldCell.append(box);
  element.append(titleCell, valuesCell, fieldCell, remarks);
  if (isFirst) {
    const choose = (field: string | null) => post({ type: 'column', title, field });
    const none = { text: '', detail: words.ignore, tags: [], choose: () => choose(null) };
    picker.attach(box, {
      options: text => [...(text === '' ? [none] : []), ...fieldOptions(page, text, choose)],
      shown: () => fieldOf(state, title) ?? '',
    });
  } else {
    box.disabled = true;
    remarks.replaceChildren(problem(words.sameTitle));
  }
  return { element, box, remarks, title, isFirst, drawn: '' };
}

interface Remarks {
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly findings: ReadonlyMap<string, readonly string[]>;
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
}

/** What there is to say of each field, by its path in lower case. */
function remarksOf(page: Page): Remarks {
  const { state, words } = page;
  const { problems, report, fields } = state;
  const findings = (report?.report.findings ?? []).filter(({ field }) => field !== undefined);
  const grouped = <Item>(items: readonly Item[], key: (item: Item) => string, text: (item: Item) => string) => {
    const groups = Map.groupBy(items, item => key(item).toLowerCase());
    return new Map([...groups].map(([field, some]) => [field, some.map(text)]));
  };
  return {
    problems: grouped(
      problems,
      ({ field }) => field,
      ({ message }) => message,
    ),
    findings: grouped(
      findings,
      ({ field = '' }) => field,
      ({ message, rows }) => `${message} (${filled(words.rows, numberText(rows))})`,
    ),
    tags: new Map(fields.map(field => [field.path.toLowerCase(), tagsOf(page, field)])),
  };
}

function drawRow({ state }: Page, row: Row, { problems, findings, tags }: Remarks): void {
  if (!row.isFirst) return;
  const field = fieldOf(state, row.title) ?? '';
  const key = field.toLowerCase();
  const bad = (field && problems.get(key)) || [];
  const found = (field && findings.get(key)) || [];
  const kinds = (field && tags.get(key)) || [];
  const drawn = JSON.stringify([field, bad, found, kinds]);
  if (row.drawn === drawn) return;
  row.drawn = drawn;
  // What is being typed stays.
  if (row.box.getAttribute('aria-expanded') === 'false') row.box.value = field;
  row.element.classList.toggle('ignored', field === '');
  row.box.setAttribute('aria-invalid', String(bad.length > 0));
  row.remarks.replaceChildren(...bad.map(problem), ...found.map(warning), ...kinds.map(tagMark));
}

function cell(role: string, className: string): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', role);
  element.className = className;
  return element;
}

const problem = (text: string): HTMLElement => span('problem codicon-error', text);
const warning = (text: string): HTMLElement => span('warning codicon-warning', text);

/** Whether a column or a constant goes to that field: what is wrong with it stands there. */
export const isShownInARow = ({ state }: Page, field: string): boolean =>
  state.columns.some(({ title }) => sameName(fieldOf(state, title) ?? '', field));
