// SlickGrid, faster where it spends its time while one scrolls.
import { type FormatterResultWithText, type SlickEvent, SlickEventData, SlickGrid } from 'slickgrid';
import type { Row } from './rowCache.ts';

/** Drawn beyond what is seen, so that a little scrolling shows no gap: rows above and below, pixels left and right. */
const bufferRows = 6;
const bufferPixels = 120;

type Item = Row | undefined;
type Slick = SlickGrid<Item>;
type DrawnRow = Slick['rowsCache'][number];
type Range = ReturnType<Slick['getRenderedRange']>;

const blankCell = document.createElement('div');
blankCell.setAttribute('role', 'gridcell');
blankCell.tabIndex = -1;

const unheard = new SlickEventData();

export class ResultSlickGrid extends SlickGrid<Item> {
  private keepsEditor = false;
  /** Rows that are drawn no more, still in their places: the next ones are written into their cells. */
  private spare?: DrawnRow[];

  /** SlickGrid's own draws up to twice the rows and three times the columns that are seen. */
  override getRenderedRange(...viewport: Parameters<Slick['getRenderedRange']>): Range {
    const { top, bottom, leftPx, rightPx } = this.getVisibleRange(...viewport);
    return {
      top: Math.max(0, top - bufferRows),
      bottom: Math.min(this.getDataLengthIncludingAddNew() - 1, bottom + bufferRows),
      leftPx: Math.max(0, leftPx - bufferPixels),
      rightPx: Math.min(this.canvasWidth, rightPx + bufferPixels),
    };
  }

  /**
   * Pins the columns up to this one, -1: none. What is in sight stays there: the part that scrolls from now on is another
   * one, which SlickGrid leaves wherever it was, and may draw the cells of another place.
   */
  pin(frozenColumn: number): void {
    if (this._options.frozenColumn === frozenColumn) return;
    const { scrollLeft, scrollTop } = this;
    // Without drawing: the rows that are there have the halves of before, and writing into the other one would throw.
    this.setOptions({ frozenColumn }, true);
    this.scrollToX(scrollLeft);
    this._viewportScrollContainerY.scrollTop = scrollTop;
    this.handleScroll();
    this.render();
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

  /** Cells are those of the columns, which may be others from now on. */
  override invalidateAllRows(): void {
    super.invalidateAllRows();
    this.removeSpare();
  }

  protected override removeRowFromCache(row: number): void {
    const drawn = this.rowsCache[row];
    // A row of pinned columns has two halves.
    if (drawn?.rowNode?.length !== 1 || row === this.activeRow) {
      super.removeRowFromCache(row);
      return;
    }
    this.ensureCellNodesInRowsCache(row);
    this.spare ??= [];
    this.spare.push(drawn);
    delete this.rowsCache[row];
    this.renderedRows--;
  }

  protected override renderRows(range: Range): void {
    for (let row = range.top; row <= range.bottom && this.spare?.length; row++) {
      if (!this.rowsCache[row] && this.isPlain(row)) this.rewriteRow(this.spare.shift()!, row, range);
    }
    super.renderRows(range);
    this.removeSpare();
  }

  /** Draws most cells: those that are neither selected nor active nor marked, and are text. */
  protected override appendCellHtml(...parts: Parameters<Slick['appendCellHtml']>): void {
    const [row, rowIndex, cellIndex, colspan, , , item] = parts;
    if (!this.isPlain(rowIndex)) {
      super.appendCellHtml(...parts);
      return;
    }
    const cell = blankCell.cloneNode() as HTMLElement;
    cell.setAttribute('aria-describedby', this.uid + this.columns[cellIndex]!.id);
    this.writeCell(cell, rowIndex, cellIndex, item);
    row.append(cell);
    this.rowsCache[rowIndex]!.cellRenderQueue.push(cellIndex);
    this.rowsCache[rowIndex]!.cellColSpans[cellIndex] = colspan;
  }

  /** An event that nobody listens to need not be made. */
  protected override trigger<A>(event: SlickEvent, args?: A, cause?: Event | SlickEventData): SlickEventData {
    return event.subscriberCount === 0 && !cause ? unheard : super.trigger(event, args, cause);
  }

  /** Neither selected nor active nor marked. */
  private isPlain(row: number): boolean {
    if (row === this.activeRow || this.cellCssClassesByCell[row] || this.getItemMetadaWhenExists(row)) return false;
    return !this.selectedRanges.some(({ fromRow, toRow }) => fromRow <= row && row <= toRow);
  }

  private rewriteRow(drawn: DrawnRow, row: number, { leftPx, rightPx }: Range): void {
    const item = this.getDataItem(row);
    const node = drawn.rowNode![0]!;
    setClass(node, `ui-widget-content slick-row${item ? '' : ' loading'} ${row % 2 === 1 ? 'odd' : 'even'}`);
    node.dataset.row = String(row);
    node.setAttribute('aria-rowindex', String(row + 2));
    node.style.top = `${this.getRowTop(row)}px`;
    this.rowsCache[row] = drawn;
    this.renderedRows++;
    for (let index = 0; index < this.columns.length; index++) {
      const cell = drawn.cellNodesByColumnIdx[index];
      const isSeen = this.columnPosRight[index]! > leftPx && this.columnPosLeft[index]! <= rightPx;
      if (cell && isSeen) this.writeCell(cell, row, index, item);
      else if (cell) {
        cell.remove();
        delete drawn.cellNodesByColumnIdx[index];
        delete drawn.cellColSpans[index];
      } else if (isSeen) this.appendCellHtml(node, row, index, 1, 1, null, item);
    }
  }

  private writeCell(cell: HTMLElement, row: number, index: number, item: Item): void {
    const column = this.columns[index]!;
    const { text = '', addClasses = '', toolTip = '' } = this.formatted(row, index, item);
    const frozen = index <= this._options.frozenColumn! ? ' frozen' : '';
    setClass(cell, `slick-cell l${index} r${index} ${column.cssClass ?? ''}${frozen} ${addClasses}`);
    const { firstChild } = cell;
    if (firstChild instanceof Text && firstChild === cell.lastChild) {
      if (firstChild.data !== text) firstChild.data = text;
    } else if (text || firstChild) cell.textContent = text;
    if (toolTip) cell.title = toolTip;
    else cell.removeAttribute('title');
  }

  private removeSpare(): void {
    for (const { rowNode } of this.spare?.splice(0) ?? []) rowNode![0]!.remove();
  }

  private formatted(row: number, cell: number, item: Item): Partial<FormatterResultWithText> {
    if (!item) return {};
    const column = this.columns[cell]!;
    return this.getFormatter(row, column)(row, cell, null, column, item, this) as FormatterResultWithText;
  }
}

/** Setting it, even to what it is, costs style. */
function setClass(element: HTMLElement, name: string): void {
  if (element.className !== name) element.className = name;
}
