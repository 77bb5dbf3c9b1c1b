import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CopyFormat } from '../../../../server/src/runs/export/clipboard.ts';
import { copyRows } from '../../../../server/src/runs/export/copyRows.ts';
import { ResultStore } from '../../../../server/src/runs/store/resultStore.ts';

const records = [
  { Id: '1', Name: "O'Brien | Co", Size: 10, Contacts: { totalSize: 2, done: true, records: [] } },
  { Id: '2', Name: 'two\nlines', Size: null, Contacts: null },
  { Id: '3', Name: "O'Brien | Co", Size: 3.5, Contacts: null },
];

async function check(format: CopyFormat, expected: string, columns = ['Name', 'Size'], titles = true): Promise<void> {
  const store = new ResultStore([], join(tmpdir(), 'rows-to-copy'));
  store.append(Buffer.from(JSON.stringify({ totalSize: 3, done: true, records })));
  const options = { format, start: 0, end: 3, columns, titles };
  assert.equal(await copyRows(store, options, new AbortController().signal), expected);
}

describe('rows on the clipboard', () => {
  it('are text and CSV, with titles and without', async () => {
    await check('text', 'Name\tSize\nO\'Brien | Co\t10\n"two\nlines"\t\nO\'Brien | Co\t3.5');
    await check('text', '10\t2\n\t\n3.5\t', ['Size', 'Contacts'], false);
    await check('csv', 'Size,Name\n10,O\'Brien | Co\n,"two\nlines"\n3.5,O\'Brien | Co', ['Size', 'Name']);
    await check('csv', 'Size\n10\n""\n3.5', ['Size']);
    await check('text', 'Size\n10\n\n3.5', ['Size']);
  });

  it('are JSON: objects, or values of one column', async () => {
    await check('json', '[\n  {"Id":"1","Size":10},\n  {"Id":"2","Size":null},\n  {"Id":"3","Size":3.5}\n]', [
      'Id',
      'Size',
    ]);
    await check('json', '[\n  10,\n  null,\n  3.5\n]', ['Size']);
  });

  it('are a Markdown table that no value breaks', async () => {
    await check(
      'markdown',
      "| Name | Size |\n| --- | ---: |\n| O'Brien \\| Co | 10 |\n| two<br>lines |  |\n| O'Brien \\| Co | 3.5 |",
    );
  });

  it('are a list for IN: each value once, quoted as SOQL wants', async () => {
    await check('soqlIn', "IN ('O\\'Brien | Co', 'two\\nlines')", ['Name']);
    await check('soqlIn', 'IN (10, 3.5)', ['Size']);
  });
});
