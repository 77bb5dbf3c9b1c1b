import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckReport, checkFile } from '../../../../server/src/runs/bulk/check/checkFile.ts';
import { chooseApi } from '../../../../server/src/runs/bulk/chooseApi.ts';
import { sniffFile } from '../../../../server/src/runs/bulk/csv/sniffFile.ts';
import type { LoadMapping } from '../../../../server/src/runs/bulk/load/mapping.ts';
import { proposeColumns } from '../../../../server/src/runs/bulk/load/proposeColumns.ts';
import { loadField as field } from '../../../harness/loadField.ts';

const values = ['New', 'Closed'].map(value => ({ value, label: value, active: true }));
const account = { name: 'Account', fields: [field('Key__c', 'string', { externalId: true })] };
const deal = {
  name: 'Deal__c',
  fields: [
    field('Id', 'id', { createable: false, updateable: false, nillable: false }),
    field('Name', 'string', { nillable: false }),
    field('Key__c', 'string', { externalId: true, unique: true }),
    field('Count__c', 'int'),
    field('Amount__c', 'currency'),
    field('Flag__c', 'boolean', { nillable: false }),
    field('Day__c', 'date'),
    field('At__c', 'datetime'),
    field('Mail__c', 'email', { length: 80 }),
    field('Stage__c', 'picklist', { restrictedPicklist: true, picklistValues: values }),
    field('Tags__c', 'multipicklist', { restrictedPicklist: true, picklistValues: values }),
    field('Sum__c', 'double', { createable: false, updateable: false }),
    field('Account__c', 'reference', { referenceTo: ['Account'], relationshipName: 'Account__r' }),
  ],
};

describe('the check of a file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const badRowsFile = () => join(folder, 'bad.csv');

  async function check(content: string | Buffer, more: Partial<LoadMapping> = {}): Promise<CheckReport> {
    const file = join(folder, 'rows.csv');
    writeFileSync(file, content);
    const { format: csv, header } = await sniffFile(file);
    const columns = Object.fromEntries(header.map(title => [title, title]));
    const mapping: LoadMapping = { object: 'Deal__c', operation: 'insert', columns, ...more };
    const request = { file, csv, header, mapping, object: deal, parents: [account], badRowsFile: badRowsFile() };
    return checkFile(request, () => undefined, new AbortController().signal);
  }

  const good: readonly (readonly [string, readonly string[]])[] = [
    ['Count__c', ['1', '-7', '12.0']],
    ['Amount__c', ['1', '.5', '-1.25', '1e3']],
    ['Flag__c', ['true', 'No', '1']],
    ['Day__c', ['2026-01-31', '2024-02-29']],
    ['At__c', ['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.123+02:00']],
    ['Mail__c', ['a@b.example']],
    ['Stage__c', ['New', 'closed', '#N/A', '']],
    ['Tags__c', ['New;Closed']],
    ['Account__c', ['001000000000001', '001000000000001AAA']],
    ['Account__r.Key__c', ['any']],
  ];
  for (const [name, cells] of good) {
    it(`takes ${cells.join(' ')} for ${name}`, async () => {
      const report = await check([`Name,${name}`, ...cells.map(cell => `x,${cell}`)].join('\n'));
      assert.deepEqual([report.problems, report.findings, report.rows], [[], [], cells.length]);
      assert(!existsSync(badRowsFile()));
    });
  }

  const bad: readonly (readonly [string, string, readonly string[]])[] = [
    ['BAD_NUMBER', 'Count__c', ['1.5', 'x', '1 0']],
    ['BAD_NUMBER', 'Amount__c', ['1 000', '€5']],
    ['BAD_BOOLEAN', 'Flag__c', ['maybe']],
    ['BAD_DATE', 'Day__c', ['31.1.2026', '2026-02-29', '2026-13-01']],
    ['BAD_DATETIME', 'At__c', ['2026-01-31', '2026-01-31T09:00:00', '2026-01-31T25:00:00Z']],
    ['BAD_EMAIL', 'Mail__c', ['a@b']],
    ['NOT_IN_PICKLIST', 'Stage__c', ['Old']],
    ['NOT_IN_PICKLIST', 'Tags__c', ['New;Old']],
    ['BAD_ID', 'Account__c', ['x', '001000000000001AAB']],
    ['TOO_LONG', 'Key__c', ['x'.repeat(21)]],
  ];
  for (const [code, name, cells] of bad) {
    it(`finds ${code} in ${name}, with lines and a file of the rows`, async () => {
      const report = await check([`Name,${name}`, 'fine,', ...cells.map(cell => `x,${cell}`)].join('\n'));
      const lines = cells.map((_, index) => index + 3);
      assert.deepEqual(
        report.findings.map(found => [found.code, found.field, found.count, found.lines]),
        [[code, name, cells.length, lines]],
      );
      const [header, first] = readFileSync(badRowsFile(), 'utf8').split('\n');
      assert.equal(header, `sf__Line,sf__Error,Name,${name}`);
      assert.equal(first, `3,${code}: ${name},x,${cells[0]}`);
    });
  }

  it('finds what is required, twice there, or too much', async () => {
    const codes = async (text: string) => (await check(text)).findings.map(({ code, lines }) => [code, ...lines]);
    assert.deepEqual(await codes('Name,Key__c\n,a\nx,a\n'), [
      ['REQUIRED_EMPTY', 2],
      ['DUPLICATE', 3],
    ]);
    assert.deepEqual(await codes('Name,Key__c\na,b,c\nd\n'), [
      ['TOO_MANY_CELLS', 2],
      ['TOO_FEW_CELLS', 3],
    ]);
    const upsert = { operation: 'upsert', externalId: 'Key__c' } as const;
    const twice = await check('Key__c\na\nb\na\n\n""\n', upsert);
    assert.deepEqual(
      twice.findings.map(({ code, lines }) => [code, ...lines]),
      [
        ['DUPLICATE', 4],
        ['REQUIRED_EMPTY', 6],
      ],
    );
  });

  it('refuses a mapping that the org would refuse', async () => {
    const problems = async (text: string, more: Partial<LoadMapping> = {}) =>
      (await check(text, more)).problems.map(({ code, field: name }) => `${code} ${name}`);
    assert.deepEqual(await problems('Name,Nope__c\na,b\n'), ['UNKNOWN_FIELD Nope__c']);
    assert.deepEqual(await problems('Name,Sum__c\na,1\n'), ['NOT_WRITABLE Sum__c']);
    assert.deepEqual(await problems('Key__c\na\n'), ['MISSING_REQUIRED Name']);
    assert.deepEqual(await problems('Name\na\n', { operation: 'update' }), ['MISSING_ID Id']);
    assert.deepEqual(await problems('Name\na\n', { operation: 'upsert' }), ['NO_EXTERNAL_ID Deal__c']);
    assert.deepEqual(await problems('Name,Account__r.Nope__c\na,b\n'), ['UNKNOWN_FIELD Account__r.Nope__c']);
    assert.deepEqual(await problems('Name,Name\na,b\n'), ['SAME_TITLE Name']);
    assert.deepEqual(await problems('Name,constructor\na,b\n', { columns: { Name: 'Name' } }), []);
    assert.deepEqual(await problems('Name\n'), ['NO_ROWS ']);
    assert.deepEqual(await problems('A,B\na,b\n', { columns: { A: 'Name', B: 'name' } }), ['MAPPED_TWICE name']);
  });

  it("knows Salesforce's limits before they are hit", async () => {
    const codes = ({ problems, findings }: CheckReport) => [...problems, ...findings].map(({ code }) => code);
    const titles = Array.from({ length: 5_001 }, (_, index) => `Title_${index}`);
    const columns = Object.fromEntries(titles.map(title => [title, title]));
    const wide = await check(`${titles.join(',')}\n${titles.map(() => 'x').join(',')}\n`, { columns });
    assert(codes(wide).includes('HEADER_TOO_LONG'));
    assert(codes(wide).includes('TOO_MANY_FIELDS'));
    const names = ['Name', 'Key__c', 'Stage__c', 'Mail__c'];
    const half = `"${'x'.repeat(100_001)}"`;
    const long = await check(`${names.join(',')}\n${names.map(() => half).join(',')}\n`);
    assert(codes(long).includes('RECORD_TOO_LONG'));
    const wider = await check(`Name,Key__c\nx,"${'é'.repeat(131_073)}"\n`);
    assert(codes(wider).includes('TOO_LONG'));
    assert(!codes(wider).includes('RECORD_TOO_LONG'));
  });

  it('names the lines of torture, and lets a record of 400,000 characters pass', async () => {
    const faults = async (text: string | Buffer) =>
      (await check(text)).faults.map(({ code, line }) => `${code} ${line}`);
    assert.deepEqual(await faults('Name\nfine\n"not closed\n'), ['UNCLOSED_QUOTE 3']);
    assert.deepEqual(await faults('Name,Key__c\na"b,c\n'), ['QUOTE_IN_CELL 2']);
    assert.deepEqual(await faults('Name\na\r\nb\n'), ['MIXED_LINE_ENDINGS 2']);
    const empty = await check(','.repeat(2_000_000));
    assert.deepEqual([empty.faults.length > 0, empty.problems.length > 0], [true, true]);
    const long = await check(`Name,Key__c\nx,"${'y'.repeat(130_000)}"\n`);
    assert.deepEqual(long.faults, []);
    assert.equal(long.findings[0]?.code, 'TOO_LONG');
  }).timeout(60_000);
});

describe('the fields proposed for titles', () => {
  it('fit by API name, label, or nearly; each once', () => {
    const targets = [
      { path: 'Name', label: 'Account Name' },
      { path: 'Annual_Revenue__c', label: 'Revenue' },
      { path: 'BillingCity', label: 'Billing City' },
      { path: 'Owner.Username', label: 'Owner: Username' },
    ];
    const titles = ['name', 'ACCOUNT NAME', 'annual revenue', 'Biling City', 'Owner.Username', 'sf__Line', ''];
    assert.deepEqual(proposeColumns(titles, targets), {
      name: 'Name',
      'ACCOUNT NAME': null,
      'annual revenue': 'Annual_Revenue__c',
      'Biling City': 'BillingCity',
      'Owner.Username': 'Owner.Username',
      sf__Line: null,
      '': null,
    });
  });
});

describe('the choice of the API', () => {
  it('is by rows, save where only one API can do it', () => {
    const load = (operation: 'insert' | 'hardDelete', rows: number) =>
      chooseApi({ kind: 'load', operation, rows }, 2000);
    assert.deepEqual(load('insert', 2000), { api: 'collections', why: 'belowThreshold' });
    assert.deepEqual(load('insert', 2001), { api: 'bulk', why: 'aboveThreshold' });
    assert.deepEqual(load('hardDelete', 1), { api: 'bulk', why: 'hardDelete' });
    assert.deepEqual(chooseApi({ kind: 'export', rows: 5, asked: true }, 2000), { api: 'bulk', why: 'asked' });
    const exported = (rows: number, obstacle?: 'notInBulk') =>
      chooseApi({ kind: 'export', rows, asked: false, obstacle }, 2000);
    assert.deepEqual(exported(2000), { api: 'rest', why: 'belowThreshold' });
    assert.deepEqual(exported(2001), { api: 'bulk', why: 'aboveThreshold' });
    assert.deepEqual(exported(2001, 'notInBulk'), { api: 'rest', why: 'notInBulk' });
  });
});
