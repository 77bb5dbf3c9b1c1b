import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { type CsvOptions, type ExportFormat, writerOf } from '../../../../server/src/runs/export/formats.ts';
import { fullCellOf, type Row } from '../../../../server/src/runs/store/cells.ts';
import { PageText } from '../../../../server/src/runs/store/pageText.ts';
import { jsonOf, records } from '../store/records.ts';

const columns = ['Name', 'Owner.Name', 'Amount', 'Contacts'].map(path => ({ path, kind: 'text' as const }));
const attributes = { type: 'Account', url: '/services/data/v67.0/sobjects/Account/001000000000001AAA' };
const rows: Row[] = [
  { attributes, Name: 'Plain', Owner: { attributes, Name: 'Ann "the" Boss, Ltd' }, Amount: -1.5, Contacts: null },
  { attributes, Name: '=1+1', Owner: null, Amount: null, Contacts: { totalSize: 2, done: true, records: [] } },
];

const plain: CsvOptions = { guardFormulas: true, delimiter: ',', byteOrderMark: false };

function written(
  format: ExportFormat,
  csv: Partial<CsvOptions> = {},
  records: readonly Row[] = rows,
  ofColumns = columns,
): string {
  const writer = writerOf({ format, csv: { ...plain, ...csv }, columns: ofColumns });
  const pieces = records.map((row, index) => String(writer.rows(PageText.of([row]), index === 0)));
  return writer.opening + pieces.join('') + writer.closing();
}

/** The same of records as they came, in one page. */
function pageWritten(format: ExportFormat, csv: Partial<CsvOptions>, records: readonly string[]): string {
  const writer = writerOf({ format, csv: { ...plain, ...csv }, columns });
  const offsets: number[] = [];
  for (const text of records) {
    const start = offsets.length > 0 ? offsets.at(-1)! + 1 : 0;
    offsets.push(start, start + Buffer.byteLength(text));
  }
  const page = new PageText(Buffer.from(records.join(',')), Uint32Array.from(offsets));
  return `${writer.opening}${records.length > 0 ? writer.rows(page, true) : ''}${writer.closing()}`;
}

const withoutAttributes = (record: Row): unknown =>
  JSON.parse(JSON.stringify(record, (key, value) => (key === 'attributes' ? undefined : value)));

describe('formats of an export', () => {
  it('writes CSV with quotes where they are needed, and numbers as they are', () => {
    assert.equal(
      written('csv'),
      'Name,Owner.Name,Amount,Contacts\r\nPlain,"Ann ""the"" Boss, Ltd",-1.5,\r\n\'=1+1,,,2\r\n',
    );
  });

  it('writes numbers as a program would, however JSON writes them', () => {
    const someNumber = fc
      .tuple(fc.integer({ max: 10 ** 9 }), fc.nat(99_999), fc.constantFrom('', '0', '00', 'e0', 'E2', 'e-9'))
      .map(([whole, decimals, end]) => `${whole}.${decimals}${end}`);
    const numbers = fc.oneof(
      someNumber,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1 }), all => {
        const lines = pageWritten(
          'csv',
          {},
          all.map(text => `{"Amount":${text}}`),
        ).split('\r\n');
        assert.deepEqual(
          lines.slice(1, -1),
          all.map(text => `,,${Number(text)},`),
        );
      }),
    );
    for (const text of ['0', '-0', '0.0', '-0.5', '1e21', '123456789012345678', '5.0', '-100.50'])
      assert.equal(pageWritten('csv', {}, [`{"Amount":${text}}`]).split('\r\n')[1], `,,${Number(text)},`);
  });

  it('leaves formulas alone where it is told to', () => {
    assert.match(written('csv', { guardFormulas: false }), /^=1\+1,/m);
  });

  it('writes CSV for spreadsheets that want another delimiter and a byte order mark', () => {
    const text = written('csv', { delimiter: ';', byteOrderMark: true });
    assert.match(text, /^\uFEFFName;Owner.Name;Amount;Contacts\r\nPlain;"Ann ""the"" Boss, Ltd";-1.5;\r\n/);
    assert.match(written('csv', { delimiter: '\t' }), /^Name\tOwner.Name\t/);
  });

  it('writes no empty line for a row of one column that has no value', () => {
    const values = [null, 'x', '', 0, null];
    const text = written(
      'csv',
      {},
      values.map(Name => ({ Name })),
      columns.slice(0, 1),
    );
    assert.equal(text, 'Name\r\n""\r\nx\r\n""\r\n0\r\n""\r\n');
    assert.equal(parse(text, { record_delimiter: '\r\n' }).length, values.length + 1);
  });

  it('writes JSON without attributes', () => {
    const expected = [
      { Name: 'Plain', Owner: { Name: 'Ann "the" Boss, Ltd' }, Amount: -1.5, Contacts: null },
      { Name: '=1+1', Owner: null, Amount: null, Contacts: { totalSize: 2, done: true, records: [] } },
    ];
    assert.deepEqual(JSON.parse(written('json')), expected);
    assert.deepEqual(
      written('ndjson')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
      expected,
    );
  });

  it('writes a result without rows', () => {
    assert.equal(written('csv', {}, []), 'Name,Owner.Name,Amount,Contacts\r\n');
    assert.deepEqual(JSON.parse(written('json', {}, [])), []);
    assert.equal(written('ndjson', {}, []), '');
  });

  it('writes CSV that reads back as what it was, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '=', "'", '\t', 'é') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), names => {
        const csv = written(
          'csv',
          { guardFormulas: false },
          names.map(Name => ({ Name })),
        );
        const [, ...read] = parse(csv, { record_delimiter: '\r\n' });
        assert.deepEqual(
          read.map(([name]: string[]) => name),
          names,
        );
      }),
    );
  });

  it('writes the CSV that csv-stringify writes, whatever the records and however they are written', () => {
    fc.assert(
      fc.property(fc.array(records), fc.boolean(), fc.constantFrom(',', ';', '\t'), (all, guardFormulas, delimiter) => {
        const paths = ['Name', 'Owner.Name', 'Amount', 'Contacts'];
        const cells = all.map(({ record }) => paths.map(path => fullCellOf(record, path.split('.'))));
        const expected = stringify([paths, ...cells], {
          delimiter,
          record_delimiter: '\r\n',
          quote_record_delimiter: true,
          escape_formulas: guardFormulas,
          cast: { boolean: String, object: value => String((value as { totalSize?: number }).totalSize) },
        });
        assert.equal(pageWritten('csv', { guardFormulas, delimiter }, all.map(jsonOf)), expected);
      }),
    );
  });

  it('writes the records as JSON, whatever they hold and however they are written', () => {
    fc.assert(
      fc.property(fc.array(records), all => {
        const expected = all.map(({ record }) => withoutAttributes(record));
        assert.deepEqual(JSON.parse(pageWritten('json', {}, all.map(jsonOf))), expected);
        const lines = pageWritten('ndjson', {}, all.map(jsonOf)).split('\n').slice(0, -1);
        assert.deepEqual(
          lines.map(line => JSON.parse(line)),
          expected,
        );
      }),
    );
  });

  it('starts no cell as a formula when it guards', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (first, rest) => {
        const [, [name]] = parse(written('csv', {}, [{ Name: first + rest }]), { record_delimiter: '\r\n' }) as [
          unknown,
          [string],
        ];
        assert.equal(name, `'${first}${rest}`);
      }),
    );
  });
});
