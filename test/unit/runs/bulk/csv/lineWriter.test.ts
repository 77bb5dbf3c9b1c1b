import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { cellsOf } from '../../../../../server/src/runs/bulk/csv/cells.ts';
import { csvLine } from '../../../../../server/src/runs/bulk/csv/format.ts';
import { LineWriter } from '../../../../../server/src/runs/bulk/csv/lineWriter.ts';
import { planRows } from '../../../../../server/src/runs/bulk/load/mapping.ts';
import { sentCells } from '../../../../../server/src/runs/bulk/load/sentCells.ts';

describe('lines of CSV', () => {
  let file: string;
  // One for each test: what one that timed out still writes must not reach the next.
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'lines-')), 'rows.csv');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  it('are quoted where they have to be, however many are written at once', async function () {
    this.timeout(20_000);
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '|', '\n', '\r', 'x', 'é', '日'), maxLength: 6 });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 20 });
    const property = fc.asyncProperty(rows, fc.constantFrom(',', '|'), fc.nat(9), async (table, delimiter, every) => {
      await using lines = await LineWriter.create(file, delimiter);
      for (const [index, [first = '', ...others]] of table.entries()) {
        lines
          .text(first)
          .cells(cellsOf(['left out', ...others], 1), 1)
          .endLine();
        if (index % (every + 1) === 0) await lines.flush();
      }
      await lines.end();
      assert.equal(readFileSync(file, 'utf8'), table.map(cells => csvLine(cells, delimiter)).join(''));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('may be longer than any memory that is kept for them', async () => {
    await using lines = await LineWriter.create(file, ',');
    const long = '"'.repeat(300_000);
    lines
      .text('a')
      .cells(cellsOf([long, long], 1))
      .endLine();
    await lines.end();
    assert.equal(readFileSync(file, 'utf8'), csvLine(['a', long, long], ','));
  });

  it('have the cells that are sent', async () => {
    const csv = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', markBytes: 0 } as const;
    const columns = { A: 'Name', B: null, C: 'City__c' };
    const mapping = {
      object: 'Account',
      operation: 'insert',
      columns,
      constants: { Kind__c: 'k', None__c: '' },
    } as const;
    for (const [emptyCells, none] of [
      ['ignore', ''],
      ['null', '#N/A'],
    ] as const) {
      const sent = sentCells(planRows({ ...mapping, emptyCells }, ['A', 'B', 'C'], csv));
      await using lines = await LineWriter.create(file, ',');
      const long = 'x'.repeat(100_000);
      for (const row of [
        ['a', 'b', 'c'],
        ['', 'b'],
        [long, '', long, 'too many'],
      ])
        lines.cells(sent(cellsOf(row, 1))).endLine();
      await lines.end();
      const [first, second, third] = readFileSync(file, 'utf8').split('\n');
      assert.equal(first, `a,c,k,${none}`);
      assert.equal(second, `${none},${none},k,${none}`);
      // Its cells may be shifted: the org has to see that, and refuse it.
      assert.equal(third, `${long},${long},k,${none},too many`);
    }
  });
});
