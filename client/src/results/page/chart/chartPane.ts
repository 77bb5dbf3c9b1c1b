// The tabs "Table" and "Chart" of a grouped result, and what the second one shows.
import './chart.css';
import type { Cell, RunColumn } from '../../../../../server/src/protocol/runs.ts';
import { filled } from '../../../webview/page/texts.ts';
import { isUnnamed, shownText } from '../cells.ts';
import type { Conversation } from '../conversation.ts';
import type { ColumnFacts } from '../gridColumns.ts';
import type { Words } from '../messages.ts';
import type { Draw, Drawing, Shape } from './drawing.ts';
import { type ChartData, chartDataOf, type Plot, plotOf } from './plot.ts';
import { createTabs, type Tabs } from './tabs.ts';

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

export class ChartPane {
  readonly #parts: Parts;
  readonly #value: HTMLSelectElement;
  readonly #shape: HTMLSelectElement;
  readonly #tabs: Tabs;
  #facts: ColumnFacts | undefined;
  /** Undefined where there is nothing to plot. */
  #plot: Plot | undefined;
  #rows = 0;
  /** What the user has chosen; else the data decides. */
  #chosenShape: Shape | undefined;
  #lastDraw = 0;

  constructor(parts: Parts) {
    const { page, words } = parts;
    this.#parts = parts;
    this.#value = select(page, 'chart-value', words.chart.value);
    this.#shape = select(page, 'chart-shape', words.chart.shape);
    this.#tabs = createTabs(page, words, () => this.#redraw());
    fill(this.#shape, [
      { value: 'bar', text: words.chart.bars },
      { value: 'line', text: words.chart.line },
    ]);
    this.#value.addEventListener('change', () => this.#redraw());
    this.#shape.addEventListener('change', () => {
      this.#chosenShape = this.#shape.value as Shape;
      this.#redraw();
    });
    onThemeChange(page, () => this.#redraw());
  }

  /** The result has changed, or which of its rows are seen in which order. `rows`: how many are seen. */
  update(facts: ColumnFacts, rows: number): void {
    if (facts.columns !== this.#facts?.columns) this.#offer(facts.columns);
    this.#facts = facts;
    this.#rows = rows;
    this.#redraw();
  }

  /** What of these columns can be plotted. */
  #offer(columns: readonly RunColumn[]): void {
    this.#plot = plotOf(columns);
    const values = this.#plot?.values ?? [];
    this.#chosenShape = undefined;
    fill(
      this.#value,
      values.map(column => ({ value: column.path, text: titleOf(column) })),
    );
    this.#value.closest('label')!.hidden = values.length < 2;
    this.#tabs.offer(this.#plot !== undefined);
  }

  #redraw(): void {
    this.#draw().catch(this.#parts.report);
  }

  async #draw(): Promise<void> {
    const plot = this.#plot;
    const facts = this.#facts;
    if (!plot || !facts || !this.#tabs.isChart) return;
    const { load, ask } = this.#parts;
    const mine = ++this.#lastDraw;
    const value = plot.values.find(({ path }) => path === this.#value.value) ?? plot.values[0]!;
    const range = { start: 0, end: Math.min(this.#rows, mostRows) };
    const [draw, window] = await Promise.all([load(), ask('window', range)]);
    if (mine !== this.#lastDraw || !this.#tabs.isChart) return;
    const data = chartDataOf(plot, value, { columns: facts.columns, rows: window.rows, text: groupText(facts) });
    this.#shape.value = this.#chosenShape ?? (data.isTime ? 'line' : 'bar');
    this.#describe(plot, value, data);
    draw(this.#canvas, drawingOf(data, value, facts, this.#shape.value as Shape));
  }

  /** In words, for those who cannot see it, and what it leaves out. */
  #describe(plot: Plot, value: RunColumn, data: ChartData): void {
    const { page, words } = this.#parts;
    const groups = plot.groups.map(titleOf).join(' · ');
    this.#canvas.setAttribute('aria-label', filled(words.chart.described, titleOf(value), groups));
    page.getElementById('chart-note')!.textContent = noteOn(data, this.#rows, words);
  }

  get #canvas(): HTMLCanvasElement {
    return this.#parts.page.getElementById('chart-canvas') as HTMLCanvasElement;
  }
}

const titleOf = ({ path, expression }: RunColumn): string => (isUnnamed(path) && expression ? expression : path);

const groupText =
  ({ fields }: ColumnFacts) =>
  (cell: Cell, { path }: RunColumn): string =>
    cell === null || cell === undefined ? 'null' : shownText(cell, fields[path]);

function drawingOf(data: ChartData, value: RunColumn, { fields }: ColumnFacts, shape: Shape): Drawing {
  return {
    data,
    shape,
    axisTitle: data.axis.map(titleOf).join(' · '),
    valueTitle: titleOf(value),
    number: n => shownText(n, fields[value.path] ?? { type: 'double' }),
  };
}

function noteOn({ labels, leftOut }: ChartData, rows: number, words: Words): string {
  if (labels.length === 0) return words.noRows;
  if (leftOut > 0) return filled(words.chart.leftOut, leftOut);
  return rows > mostRows ? filled(words.chart.firstRows, mostRows) : '';
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
