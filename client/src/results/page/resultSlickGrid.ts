// SlickGrid, faster where it spends its time while one scrolls.
import { type FormatterResultWithText, type SlickEvent, SlickEventData, SlickGrid } from 'slickgrid';
import type { Row } from './rowCache.ts';

/** Drawn beyond what is seen, so that a little scrolling shows no gap: rows above and below, pixels left and right. */
const bufferRows = 6;
const bufferPixels = 120;

type Item = Row | undefined;
type Slick = SlickGrid<Item>;

const blankCell = document.createElement('div');
blankCell.setAttribute('role', 'gridcell');
blankCell.tabIndex = -1;

const unheard = new SlickEventData();

export class ResultSlickGrid extends SlickGrid<Item> {
  private keepsEditor = false;

  /** SlickGrid's own draws up to twice the rows and three times the columns that are seen. */
  override getRenderedRange(...viewport: Parameters<Slick['getRenderedRange']>): ReturnType<Slick['getRenderedRange']> {
    const { top, bottom, leftPx, rightPx } = this.getVisibleRange(...viewport);
    return {
      top: Math.max(0, top - bufferRows),
      bottom: Math.min(this.getDataLengthIncludingAddNew() - 1, bottom + bufferRows),
      leftPx: Math.max(0, leftPx - bufferPixels),
      rightPx: Math.min(this.canvasWidth, rightPx + bufferPixels),
    };
  }

  /** Rows come while somebody is typing in a cell, which SlickGrid's own would close. */
  override updateRowCount(): void {
    this.keepsEditor = this.activeRow < this.getDataLength();
    super.updateRowCount();
    this.keepsEditor = false;
  }

  protected override makeActiveCellNormal(refocus?: boolean): void {
    if (!this.keepsEditor) super.makeActiveCellNormal(refocus);
  }

  /** Draws most cells: those that are neither selected nor active nor marked, and are text. */
  protected override appendCellHtml(...parts: Parameters<Slick['appendCellHtml']>): void {
    const [row, rowIndex, cellIndex, colspan, , metadata, item] = parts;
    const isPlain = rowIndex !== this.activeRow && !metadata && !this.cellCssClassesByCell[rowIndex];
    if (!isPlain || this.isCellSelected(rowIndex, cellIndex)) {
      super.appendCellHtml(...parts);
      return;
    }
    const column = this.columns[cellIndex]!;
    const { text, addClasses, toolTip } = this.formatted(rowIndex, cellIndex, item);
    const frozen = cellIndex <= this._options.frozenColumn! ? ' frozen' : '';
    const cell = blankCell.cloneNode() as HTMLElement;
    cell.className = `slick-cell l${cellIndex} r${cellIndex} ${column.cssClass ?? ''}${frozen} ${addClasses ?? ''}`;
    cell.setAttribute('aria-describedby', this.uid + column.id);
    if (toolTip) cell.title = toolTip;
    if (text) cell.textContent = text;
    row.append(cell);
    this.rowsCache[rowIndex]!.cellRenderQueue.push(cellIndex);
    this.rowsCache[rowIndex]!.cellColSpans[cellIndex] = colspan;
  }

  /** An event that nobody listens to need not be made. */
  protected override trigger<A>(event: SlickEvent, args?: A, cause?: Event | SlickEventData): SlickEventData {
    return event.subscriberCount === 0 && !cause ? unheard : super.trigger(event, args, cause);
  }

  private formatted(row: number, cell: number, item: Item): Partial<FormatterResultWithText> {
    if (!item) return {};
    const column = this.columns[cell]!;
    return this.getFormatter(row, column)(row, cell, null, column, item, this) as FormatterResultWithText;
  }
}
