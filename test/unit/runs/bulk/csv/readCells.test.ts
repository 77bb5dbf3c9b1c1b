import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { textsOf } from '../../../../../server/src/runs/bulk/csv/cells.ts';
import type { CsvFormat } from '../../../../../server/src/runs/bulk/csv/format.ts';
import { readCells } from '../../../../../server/src/runs/bulk/csv/readCells.ts';
import { RecordReader } from '../../../../../server/src/runs/bulk/csv/recordReader.ts';
import { scannerBytes } from '../../../../../server/src/runs/bulk/csv/scan/scanner.ts';

type Rows = readonly (readonly [number, readonly string[]])[];

const format: CsvFormat = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', markBytes: 0 };
const lineEndings = ['LF', 'CRLF', 'CR'] as const;

describe('reading the cells of a file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cells-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Compares with the reader that knows the characters one by one. */
  async function check(content: Buffer | string, how: CsvFormat): Promise<Rows> {
    const file = join(folder, 'rows.csv');
    writeFileSync(file, content);
    const found: [number, string[]][] = [];
    const faults: string[] = [];
    for await (const piece of readCells(file, how)) {
      for (let cells = piece.next(); cells; cells = piece.next()) found.push([cells.line, textsOf(cells)]);
      faults.push(...piece.faults.map(({ code, line }) => `${code} ${line}`));
    }
    const expected: Rows[number][] = [];
    const expectedFaults: string[] = [];
    const reader = new RecordReader(how, {
      record: (cells, line) => expected.push([line, cells]) > 0,
      fault: ({ code, line }) => void expectedFaults.push(`${code} ${line}`),
    });
    reader.push(new TextDecoder(how.encoding, { ignoreBOM: true }).decode(readFileSync(file)));
    if (!reader.stopped) reader.end();
    assert.deepEqual(found, expected);
    assert.deepEqual(faults, expectedFaults);
    return found;
  }

  const text = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 200 });

  for (const lineEnding of lineEndings) {
    it(`finds what the other reader finds, also where the CSV is broken (${lineEnding})`, async function () {
      this.timeout(20_000);
      const anything = text('"', ',', '\n', '\r\n', '\r', 'x', 'é', '","', '""', `${'y'.repeat(61)}`);
      await fc.assert(
        fc.asyncProperty(anything, async content => void (await check(content, { ...format, lineEnding }))),
        { numRuns: 300 },
      );
    });
  }

  it('finds it in well-formed files of any delimiter and encoding', async function () {
    this.timeout(20_000);
    const cell = fc.oneof(
      text('x', 'é', ' ', '日'),
      text('"', ',', '|', '\n', 'x').map(inner => `"${inner.replaceAll('"', '""')}"`),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
    const encodings = fc.constantFrom('utf8', 'utf16le');
    await fc.assert(
      fc.asyncProperty(rows, encodings, fc.constantFrom(',', '|'), async (table, encoding, delimiter) => {
        const csv = table.map(cells => `${cells.map(one => quoted(one, delimiter)).join(delimiter)}\n`).join('');
        const how = { ...format, delimiter, encoding: encoding === 'utf8' ? 'utf-8' : 'utf-16le' } as const;
        await check(Buffer.from(csv, encoding), how);
      }),
      { numRuns: 200 },
    );
  });

  it('finds records that lie across two pieces of the file, or are as long as one', async function () {
    this.timeout(20_000);
    for (const across of ['"quoted\nline, ""x""",y\n', 'a,é\n', '\n', '"",\n'])
      for (let before = 0; before <= across.length; before++) {
        const long = 'x'.repeat(scannerBytes - 4 - before);
        const [, , second] = await check(`H\n${long}\n${across}end`, format);
        assert(second);
      }
    await check(`H\n${'x'.repeat(scannerBytes + 10)}\nnext,"row"\n`, format);
    await check(`H\n"${'x,\n'.repeat(120_000)}",y\nnext,"row"\n`, format);
  });

  it('counts lines on where the other reader goes on', async function () {
    this.timeout(20_000);
    const good = '"two\nlines",x\n'.repeat(scannerBytes / 14);
    const rows = await check(`H\n${good}bad"quote,x\nlast,row\n`, format);
    assert.equal(rows.at(-1)?.[0], 2 * Math.floor(scannerBytes / 14) + 3);
  });
});

function quoted(cell: string, delimiter: string): string {
  return cell.startsWith('"') || !cell.includes(delimiter) ? cell : `"${cell}"`;
}
