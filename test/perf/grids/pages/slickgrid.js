// Asks for windows itself: getItem answers undefined for a row that is not here yet.
import 'slickgrid/dist/styles/css/slick.grid.css';
import { SlickCellSelectionModel, SlickGrid } from 'slickgrid';
import { COLUMNS, ROWS, tallScroller, windowOf } from './source.js';

const BLOCK = 200;
const blocks = new Map();
const asked = new Set();
const data = { getLength: () => ROWS, getItem: row => blocks.get(Math.floor(row / BLOCK))?.[row % BLOCK] };
const columns = COLUMNS.map(column => ({ id: column, field: column, name: column, width: 110, sortable: true }));
const options = { rowHeight: 24, nonce: 'n', enableCellNavigation: true, enableColumnReorder: false };
const grid = new SlickGrid('#grid', data, columns, options);
grid.setSelectionModel(new SlickCellSelectionModel());
grid.onViewportChanged.subscribe(fetchVisible);
fetchVisible();

function fetchVisible() {
  const { top, bottom } = grid.getRenderedRange();
  for (let block = Math.floor(top / BLOCK); block <= Math.floor(bottom / BLOCK); block++) {
    if (asked.has(block)) continue;
    asked.add(block);
    windowOf(block * BLOCK, Math.min(ROWS, (block + 1) * BLOCK)).then(rows => {
      blocks.set(block, rows);
      grid.invalidateRows(rows.map((_, index) => block * BLOCK + index));
      grid.render();
    });
  }
}

window.scroller = () => tallScroller();
window.showRow = row => grid.scrollRowToTop(row);
