import { AllCommunityModule, createGrid, ModuleRegistry } from 'ag-grid-community';
import { COLUMNS, ROWS, tallScroller, windowOf } from './source.js';

ModuleRegistry.registerModules([AllCommunityModule]);
const grid = createGrid(document.getElementById('grid'), {
  styleNonce: 'n',
  rowModelType: 'infinite',
  cacheBlockSize: 200,
  maxBlocksInCache: 20,
  infiniteInitialRowCount: ROWS,
  rowHeight: 24,
  columnDefs: COLUMNS.map(column => ({ field: column, width: 110 })),
  datasource: {
    rowCount: ROWS,
    getRows: ({ startRow, endRow, successCallback }) =>
      windowOf(startRow, endRow).then(rows => successCallback(rows, ROWS)),
  },
});

window.scroller = () => tallScroller();
window.showRow = row => grid.ensureIndexVisible(row, 'top');
