import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { textsOf } from '../../../../../server/src/runs/bulk/csv/cells.ts';
import { type CsvFormat, csvLine } from '../../../../../server/src/runs/bulk/csv/format.ts';
import { behindHeader, type CsvPart, splitCsv } from '../../../../../server/src/runs/bulk/csv/parts.ts';
import { readCells } from '../../../../../server/src/runs/bulk/csv/readCells.ts';
import { type CsvFault, RecordReader } from '../../../../../server/src/runs/bulk/csv/recordReader.ts';
import { scannerBytes } from '../../../../../server/src/runs/bulk/csv/scan/scanner.ts';
import { sniffBytes, sniffCsv } from '../../../../../server/src/runs/bulk/csv/sniff.ts';
import { sniffFile } from '../../../../../server/src/runs/bulk/csv/sniffFile.ts';

const plain = { delimiter: ',', lineEnding: 'LF' } as const;

interface Read {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly faults: readonly CsvFault[];
}

/** Reads text that arrives in pieces, cut at these places. */
function read(text: string, format: Pick<CsvFormat, 'delimiter' | 'lineEnding'> = plain, cuts: number[] = []): Read {
  const rows: string[][] = [];
  const lines: number[] = [];
  const faults: CsvFault[] = [];
  const reader = new RecordReader(format, {
    record(cells, line) {
      rows.push(cells);
      lines.push(line);
      return true;
    },
    fault: fault => void faults.push(fault),
  });
  const places = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (let index = 1; index < places.length; index++) reader.push(text.slice(places[index - 1], places[index]));
  reader.end();
  return { rows, lines, faults };
}

describe('records of CSV', () => {
  const check = (text: string, rows: readonly (readonly string[])[], lines: readonly number[]) =>
    assert.deepEqual(read(text), { rows, lines, faults: [] });

  it('reads what RFC 4180 allows, and knows the lines', () => {
    check(
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    );
    check(
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    );
    check('a\n"x\ny"\nz\n', [['a'], ['x\ny'], ['z']], [1, 2, 4]);
    check(
      'a,b\n"1,""2""",\n',
      [
        ['a', 'b'],
        ['1,"2"', ''],
      ],
      [1, 2],
    );
    check('a\n\n\nb\n', [['a'], ['b']], [1, 4]);
    check('a\n""\nb\n', [['a'], [''], ['b']], [1, 2, 3]);
    check(
      'a,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
      [1, 2],
    );
    check('', [], []);
  });

  it('keeps CRLF inside quotes, and counts it as one line', () => {
    const { rows, lines } = read('a\r\n"x\r\ny"\r\nz\r\n', { delimiter: ',', lineEnding: 'CRLF' });
    assert.deepEqual(rows, [['a'], ['x\r\ny'], ['z']]);
    assert.deepEqual(lines, [1, 2, 4]);
  });

  it('names the line of what is malformed, and goes on', () => {
    const faults = (text: string) => read(text).faults;
    assert.deepEqual(faults('a\nb"c\nd\n'), [{ line: 2, code: 'QUOTE_IN_CELL' }]);
    assert.deepEqual(faults('a\n"b"c\nd\n'), [{ line: 2, code: 'TEXT_AFTER_QUOTE' }]);
    assert.deepEqual(faults('a\nb\n"c\nd\n'), [{ line: 3, code: 'UNCLOSED_QUOTE' }]);
    assert.deepEqual(faults('a\nb\r\nc\n'), [{ line: 2, code: 'MIXED_LINE_ENDINGS' }]);
    assert.deepEqual(faults(`a\n"${'x'.repeat(2_000_000)}`), [{ line: 2, code: 'RECORD_TOO_LONG' }]);
    assert.deepEqual(faults(','.repeat(2_000_000)), [{ line: 1, code: 'RECORD_TOO_LONG' }]);
  });

  it('reads a record of 400,000 characters', () => {
    const long = 'x'.repeat(400_000);
    const { rows, faults } = read(`a,b\n1,"${long}"\n`, plain, [10, 70_000, 300_000]);
    assert.deepEqual(rows[1], ['1', long]);
    assert.deepEqual(faults, []);
  });

  it('reads any text as csv-parse does, however it is cut', function () {
    this.timeout(60_000);
    const property = fc.property(csvText, fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
      const expected = parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: '\n' });
      assert.deepEqual(read(text, plain, cuts), { ...read(text), rows: expected });
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('never throws and never hangs, whatever the text', () => {
    const anything = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'x', 'é') });
    const property = fc.property(anything, fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
      assert.deepEqual(read(text, plain, cuts).rows, read(text).rows);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', 'x', 'é', ' ', '日'), maxLength: 6 });
const row = fc.array(cell, { minLength: 1, maxLength: 4 });
const csvText = fc
  .tuple(fc.array(row, { maxLength: 12 }), fc.boolean(), fc.boolean())
  .map(([rows, lastNewline, emptyLines]) => {
    const text = rows.map(cells => csvLine(cells, ',') + (emptyLines ? '\n' : '')).join('');
    return lastNewline ? text : text.replace(/\n+$/, '');
  });

describe('CSV files', () => {
  let folder: string;
  // One for each test: what one that timed out still writes must not reach the next.
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csv-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(content: string | Buffer): string {
    const file = join(folder, 'rows.csv');
    writeFileSync(file, content);
    return file;
  }

  async function partsOf(file: string, bytes: number, rows = 1_000): Promise<CsvPart[]> {
    const parts: CsvPart[] = [];
    for await (const part of splitCsv(file, await behindHeader(file, 0), { bytes, rows })) parts.push(part);
    return parts;
  }

  it('tells how a file is written', () => {
    const check = (bytes: Buffer, expected: CsvFormat, header: string[]) => {
      const sniffed = sniffCsv(bytes);
      assert.deepEqual(sniffed.format, expected);
      assert.deepEqual(sniffed.header, header);
    };
    const utf8 = { encoding: 'utf-8', markBytes: 0 } as const;
    check(Buffer.from('Name,City\nA,B\n'), { ...plain, ...utf8 }, ['Name', 'City']);
    check(Buffer.from('Name;City\r\n"A,B";C\r\n'), { delimiter: ';', lineEnding: 'CRLF', ...utf8 }, ['Name', 'City']);
    check(Buffer.from('Name\tCity\nA\tB'), { ...plain, delimiter: '\t', ...utf8 }, ['Name', 'City']);
    check(Buffer.from('Name|City^x\nA|B'), { ...plain, delimiter: '|', ...utf8 }, ['Name', 'City^x']);
    check(Buffer.from('Name\nA\n'), { ...plain, ...utf8 }, ['Name']);
    check(Buffer.from('"Na\nme",City\rA,B\r'), { delimiter: ',', lineEnding: 'CR', ...utf8 }, ['Na\nme', 'City']);
    check(Buffer.from('\ufeffName,City\n'), { ...plain, encoding: 'utf-8', markBytes: 3 }, ['Name', 'City']);
    check(Buffer.from('\ufeffName,City\n', 'utf16le'), { ...plain, encoding: 'utf-16le', markBytes: 2 }, [
      'Name',
      'City',
    ]);
    check(Buffer.from('Name,City\n', 'utf16le').swap16(), { ...plain, encoding: 'utf-16be', markBytes: 0 }, [
      'Name',
      'City',
    ]);
    check(Buffer.from('Näme,City\n', 'latin1'), { ...plain, encoding: 'windows-1252', markBytes: 0 }, ['Näme', 'City']);
    const cut = Buffer.from(`Name,City\n${'x'.repeat(sniffBytes - 11)}é`).subarray(0, sniffBytes);
    check(cut, { ...plain, ...utf8 }, ['Name', 'City']);
  });

  it('reads every encoding to the same rows', async () => {
    const text = '\ufeffName,City\nJürgen,"Zürich\nSüd"\n';
    for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]) {
      const file = write(bytes);
      const { format, size } = await sniffFile(file);
      const rows: unknown[] = [];
      for await (const piece of readCells(file, format)) {
        for (let row = piece.next(); row; row = piece.next()) rows.push({ cells: textsOf(row), line: row.line });
        assert(piece.bytes <= size);
      }
      assert.deepEqual(rows, [
        { cells: ['Name', 'City'], line: 1 },
        { cells: ['Jürgen', 'Zürich\nSüd'], line: 2 },
      ]);
    }
  });

  it('splits between records, never inside quotes', async () => {
    const file = write('Name\n"a\nb"\nc\n\n"d\n"');
    assert.deepEqual(await partsOf(file, 6), [
      { index: 0, start: 5, end: 11, firstRow: 0, rows: 1 },
      { index: 1, start: 11, end: 13, firstRow: 1, rows: 1 },
      { index: 2, start: 14, end: 18, firstRow: 2, rows: 1 },
    ]);
    assert.equal((await partsOf(file, 1_000)).length, 1);
    assert.equal((await partsOf(file, 1_000, 2)).length, 2);
  });

  it('has nothing to split where there are no rows', async () => {
    for (const text of ['', 'Name', 'Name\n', 'Name\n\n\r\n']) assert.deepEqual(await partsOf(write(text), 10), []);
  });

  it('splits alike where it reads the file piece by piece', async function () {
    this.timeout(60_000);
    const straddling = [
      ['"quoted\nlines\n"\r\n', 3],
      ['\r\n', 2],
      ['"a""b"\r\n', 3],
    ] as const;
    for (const [text, rows] of straddling) {
      for (let before = 1; before < text.length; before++) {
        const long = 'x'.repeat(scannerBytes - before - 2);
        const file = write(`Header\r\n${long}\r\n${text}end`);
        const [part, none] = await partsOf(file, 5_000_000);
        assert.deepEqual([part?.rows, none], [rows, undefined], `${before} bytes of ${text}`);
      }
    }
  });

  it('takes the same record for the header as reading does', async function () {
    this.timeout(60_000);
    const check = async (text: string, bytes: number) => {
      const content = Buffer.from(text);
      const file = write(content);
      const { format } = await sniffFile(file);
      const records: string[][] = [];
      for await (const piece of readCells(file, format))
        for (let row = piece.next(); row; row = piece.next()) records.push(textsOf(row));
      const rows: (readonly string[])[] = [];
      const start = await behindHeader(file, format.markBytes);
      for await (const part of splitCsv(file, start, { bytes, rows: 1_000 }))
        rows.push(...read(content.subarray(part.start, part.end).toString(), format).rows);
      assert.deepEqual(rows, records.slice(1), JSON.stringify(text));
    };
    for (const text of ['\r\n\r\nName\r\nA\r\nB\r\n', '\n\n\nName\nA\n', 'A\nx\ny\n']) await check(text, 1_000);
    const word = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\n'), minLength: 1, maxLength: 3 });
    const records = fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(
      fc.constantFrom('', '\ufeff'),
      fc.nat(5),
      records,
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 20 }),
      (mark, empty, lines, ending, bytes) => {
        const text = '\n'.repeat(empty) + lines.map(cells => csvLine(cells, ',')).join('');
        return check(mark + text.replaceAll('\n', ending), bytes);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('never changes the rows, wherever it splits', async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(csvText, fc.integer({ min: 1, max: 60 }), async (text, bytes) => {
      const content = Buffer.from(`Header\n${text}`);
      const file = write(content);
      const parts = await partsOf(file, bytes);
      const together = parts.flatMap(({ start, end, rows, firstRow, index }) => {
        const found = read(content.subarray(start, end).toString()).rows;
        assert.equal(found.length, rows);
        assert.equal(
          firstRow,
          parts.slice(0, index).reduce((sum, part) => sum + part.rows, 0),
        );
        assert(end - start <= bytes || rows === 1);
        return found;
      });
      assert.deepEqual(together, read(content.toString()).rows.slice(1));
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
