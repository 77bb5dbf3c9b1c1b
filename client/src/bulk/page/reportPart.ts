// What the check has found: the mapping's own problems at once, those of the rows after a check.
import type { LoadFinding, LoadReport, MappingProblem } from '../../../../server/src/protocol/bulk.ts';
import { filled, numberText } from '../../webview/page/texts.ts';
import { isShownInARow } from './columns.ts';
import { span } from './picker.ts';
import { byId, fieldOf, type Page } from './state.ts';

export function createProblems(page: Page, giveValue: (field: string) => void): { draw(): void } {
  const { state, words, post } = page;
  const list = byId('problems');
  return {
    draw() {
      const titles = new Set(state.columns.map(({ title }) => title));
      const gone = state.columns.length === 0 ? [] : Object.keys(state.mapping?.columns ?? {});
      const rows = [
        ...listedProblems(page).map(({ code, field, message }) =>
          item('problem codicon-error', message, [
            ...(code === 'MISSING_REQUIRED' ? [button(words.giveValue, () => giveValue(field))] : []),
          ]),
        ),
        ...gone
          .filter(title => !titles.has(title) && fieldOf(state, title))
          .map(title =>
            item('warning codicon-warning', filled(words.goneColumn, title), [
              button(words.remove, () => post({ type: 'forgetColumn', title })),
            ]),
          ),
      ];
      const drawn = rows.map(row => row.textContent).join('\n');
      if (drawn === list.dataset.drawn) return;
      list.dataset.drawn = drawn;
      list.replaceChildren(...rows);
      list.hidden = rows.length === 0;
    },
  };
}

/** Those that no row of the table shows. */
const listedProblems = (page: Page): readonly MappingProblem[] =>
  page.state.problems.filter(({ field }) => !isShownInARow(page, field));

export function createReport(page: Page): { draw(): void } {
  const { state, words } = page;
  const section = byId('report');
  let drawn: unknown;
  return {
    draw() {
      if (drawn === state.report) return;
      drawn = state.report;
      section.hidden = !state.report;
      if (!state.report) return;
      const { report, plan, current } = state.report;
      const heading = document.createElement('h2');
      heading.tabIndex = -1;
      heading.textContent = `${words.report}: ${verdict(page, report)}`;
      const list = document.createElement('ul');
      const listed = new Set(listedProblems(page).map(({ message }) => message));
      // What the list above says already is not said again.
      const findings = report.findings.filter(({ message }) => !listed.has(message));
      list.append(...findings.map(finding => findingItem(page, finding)));
      const outdated = current ? [] : [span('outdated codicon-history', words.outdated)];
      section.replaceChildren(heading, ...outdated, list, nextSteps(page, report), span('plan', plan));
      section.scrollIntoView({ block: 'nearest' });
    },
  };
}

function verdict({ words }: Page, { findings, badRows, rows }: LoadReport): string {
  if (findings.some(({ fatal }) => fatal)) return words.fatal;
  if (badRows === 0) return filled(words.allGood, numberText(rows));
  return filled(words.someBad, numberText(badRows), numberText(rows));
}

function findingItem(page: Page, { field, message, fatal, rows, lines, example }: LoadFinding): HTMLElement {
  const { words, post } = page;
  const text = field === undefined ? message : `${field}: ${message}`;
  const row = item(fatal ? 'problem codicon-error' : 'warning codicon-warning', text, []);
  if (example) row.append(span('count', `, ${words.example} `), span('example', example));
  if (rows > 0) row.append(span('count', ` · ${filled(words.rows, numberText(rows))}`));
  if (lines.length > 0) row.append(span('count', ` · ${words.lines} `));
  for (const line of lines) {
    const link = button(numberText(line), () => post({ type: 'openLine', line }));
    link.className = 'link';
    link.setAttribute('aria-label', filled(words.line, line));
    row.append(link);
  }
  return row;
}

function nextSteps({ words, post }: Page, { findings, badRows, badRowsFile }: LoadReport): HTMLElement {
  const steps = document.createElement('div');
  steps.className = 'steps';
  const canLoad = !findings.some(({ fatal }) => fatal);
  if (badRows > 0 && badRowsFile) {
    const hint = document.createElement('p');
    hint.textContent = words.fixBadRows;
    steps.append(
      ...(canLoad ? [hint] : []),
      button(words.openBadRows, () => post({ type: 'openBadRows' })),
    );
  }
  if (findings.length > 0) steps.append(button(words.checkAgain, () => post({ type: 'check' })));
  if (badRows > 0 && canLoad) steps.append(button(words.loadAnyway, () => post({ type: 'load' })));
  return steps;
}

function item(className: string, text: string, more: readonly HTMLElement[]): HTMLElement {
  const row = document.createElement('li');
  row.append(span(className, text), ...more.flatMap(part => [' ', part]));
  return row;
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', act);
  return element;
}
