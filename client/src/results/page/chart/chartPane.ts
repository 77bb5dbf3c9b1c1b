// The tabs "Table" and "Chart" of a grouped result, and what the second one shows.
import './chart.css';
import type { RunColumn } from '../../../../../server/src/protocol/runs.ts';
import { numberText } from '../../../webview/page/texts.ts';
import { isUnnamed, shownText } from '../cells.ts';
import type { Conversation } from '../conversation.ts';
import type { ColumnFacts } from '../gridColumns.ts';
import type { Words } from '../messages.ts';
import type { Draw, Shape } from './drawing.ts';
import { type ChartData, chartDataOf, type Plot, plotOf } from './plot.ts';
import { createTabs } from './tabs.ts';

/** Salesforce answers at most this many groups: an aggregate query has one page. */
const mostRows = 2000;

interface Parts {
  readonly page: Document;
  readonly words: Words;
  readonly ask: Conversation['ask'];
  /** Loads the bundle that draws, at the first need. */
  readonly load: () => Promise<Draw>;
  readonly report: (error: unknown) => void;
}

export interface ChartPane {
  /** The result has changed, or which of its rows are seen in which order. `rows`: how many are seen. */
  update(facts: ColumnFacts, rows: number): void;
}

export function createChartPane({ page, words, ask, load, report }: Parts): ChartPane {
  const value = select(page, 'chart-value', words.chart.value);
  const shape = select(page, 'chart-shape', words.chart.shape);
  let plot: Plot | undefined;
  let facts: ColumnFacts | undefined;
  let rows = 0;
  /** What the user has chosen; else the data decides. */
  let chosenShape: Shape | undefined;
  let lastDraw = 0;

  const draw = async () => {
    if (!plot || !facts || !tabs.isChart) return;
    const mine = ++lastDraw;
    const column = plot.values.find(({ path }) => path === value.value) ?? plot.values[0]!;
    const source = sourceOf(facts);
    const [drawChart, window] = await Promise.all([load(), ask('window', { start: 0, end: Math.min(rows, mostRows) })]);
    if (mine !== lastDraw || !tabs.isChart) return;
    const data = chartDataOf(plot, column, { ...source, rows: window.rows });
    shape.value = chosenShape ?? (data.isTime ? 'line' : 'bar');
    const groups = plot.groups.map(titleOf).join(' · ');
    const canvas = page.getElementById('chart-canvas') as HTMLCanvasElement;
    canvas.setAttribute('aria-label', words.chart.described.replace('{0}', titleOf(column)).replace('{1}', groups));
    page.getElementById('chart-note')!.textContent = noteOn(data, rows, words);
    drawChart(canvas, {
      data,
      shape: shape.value as Shape,
      axisTitle: data.axis.map(titleOf).join(' · '),
      valueTitle: titleOf(column),
      number: n => shownText(n, source.fields[column.path] ?? { type: 'double' }),
    });
  };
  const redraw = () => void draw().catch(report);
  const tabs = createTabs(page, words, redraw);
  fill(shape, [
    { value: 'bar', text: words.chart.bars },
    { value: 'line', text: words.chart.line },
  ]);
  value.addEventListener('change', redraw);
  shape.addEventListener('change', () => {
    chosenShape = shape.value as Shape;
    redraw();
  });
  onThemeChange(page, redraw);

  return {
    update(nextFacts, nextRows) {
      if (nextFacts.columns !== facts?.columns) {
        plot = plotOf(nextFacts.columns);
        chosenShape = undefined;
        fill(value, plot?.values.map(column => ({ value: column.path, text: titleOf(column) })) ?? []);
        value.closest('label')!.hidden = (plot?.values.length ?? 0) < 2;
        tabs.offer(plot !== undefined);
      }
      facts = nextFacts;
      rows = nextRows;
      redraw();
    },
  };
}

const titleOf = ({ path, expression }: RunColumn): string => (isUnnamed(path) && expression ? expression : path);

const sourceOf = ({ columns, fields }: ColumnFacts) => ({
  columns,
  fields,
  text: (cell: Parameters<typeof shownText>[0], { path }: RunColumn) =>
    cell === null || cell === undefined ? 'null' : shownText(cell, fields[path]),
});

function noteOn({ labels, leftOut }: ChartData, rows: number, words: Words): string {
  if (labels.length === 0) return words.noRows;
  if (leftOut > 0) return words.chart.leftOut.replace('{0}', String(leftOut));
  return rows > mostRows ? words.chart.firstRows.replace('{0}', numberText(mostRows)) : '';
}

function select(page: Document, id: string, label: string): HTMLSelectElement {
  const element = page.getElementById(id) as HTMLSelectElement;
  element.closest('label')!.querySelector('span')!.textContent = label;
  return element;
}

function fill(element: HTMLSelectElement, options: readonly { readonly value: string; readonly text: string }[]): void {
  element.replaceChildren(...options.map(({ value, text }) => new Option(text, value)));
}

/** VS Code changes the variables of the document and the classes of its body. */
function onThemeChange(page: Document, act: () => void): void {
  const observer = new MutationObserver(act);
  observer.observe(page.body, { attributeFilter: ['class'] });
  observer.observe(page.documentElement, { attributeFilter: ['style'] });
}
