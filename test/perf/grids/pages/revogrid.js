// Has no source of windows: it wants an array with an object for each row. To be kind, the objects compute their cells.
import { defineCustomElement } from '@revolist/revogrid/standalone';
import { COLUMNS, ROWS, tallScroller } from './source.js';

class Row {
  constructor(index) {
    this.index = index;
  }
}
for (const column of COLUMNS) {
  Object.defineProperty(Row.prototype, column, {
    get() {
      return `r${this.index} ${column}`;
    },
  });
}
defineCustomElement();
const grid = document.createElement('revo-grid');
Object.assign(grid, { range: true, readonly: true, rowSize: 24, hideAttribution: true });
grid.columns = COLUMNS.map(column => ({ prop: column, name: column, size: 110, sortable: true }));
document.getElementById('grid').append(grid);
grid.source = Array.from({ length: ROWS }, (_, index) => new Row(index));

window.scroller = () => tallScroller();
window.showRow = row => grid.scrollToRow(row);
