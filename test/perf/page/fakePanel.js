// The window around the page of results, in place of VS Code and the results panel: it has fifty columns and answers
// windows of rows after 20 ms. As in VS Code it is of another origin, so its own work is done in another process.
const types = ['string', 'datetime', 'double', 'boolean', 'string'];
const kinds = { double: 'number', boolean: 'boolean' };
const columns = Array.from({ length: 50 }, (_, index) => ({
  path: index === 0 ? 'Id' : `Field_${index}__c`,
  kind: kinds[types[index % 5]] ?? 'text',
}));

function cellAt(row, index) {
  if (index === 0) return `a00${String(row).padStart(12, '0')}AAA`;
  if (row % 7 === index % 7) return null;
  const values = {
    string: `Value ${row % 1000} of a field`,
    datetime: `2026-0${1 + (row % 9)}-10T10:00:00.000+0000`,
    double: (row * index) / 4,
    boolean: row % 2 === 0,
  };
  return values[types[index % 5]];
}

const rowAt = row => columns.map((_, index) => cellAt(row, index));
const fieldOf = ({ path }, index) => [path, { name: path, label: path, type: index === 0 ? 'id' : types[index % 5] }];

const answers = {
  window: ({ start, end }) => {
    const rows = Array.from({ length: end - start }, (_, index) => rowAt(start + index));
    return { rows, ids: rows.map(([id]) => id) };
  },
  editColumns: () => ({ columns: {} }),
  fields: () => ({ object: 'Big__c', fields: Object.fromEntries(columns.map(fieldOf)) }),
};

window.ready = new Promise(resolve => {
  window.addEventListener('message', ({ data: { type, request, question, asked } }) => {
    if (type === 'ready') resolve();
    if (type === 'ask') setTimeout(() => tell({ type: 'answer', request, answer: answers[question](asked) }), 20);
  });
});

const tell = message => document.querySelector('iframe').contentWindow.postMessage(message, '*');

/** Tells the page that rows exist. */
window.showRows = async rows => {
  await window.ready;
  const progress = { run: 'run', state: 'done', rows, totalSize: rows, pages: 1, calls: 1, elapsedMs: 1, columns };
  tell({ type: 'progress', progress, at: performance.timeOrigin + performance.now() });
};
