import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { LoadMapping } from '../../server/src/runs/bulk/load/mapping.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { countOf, type Jobs, openJobs, queryRows, writeCsv } from './harness.ts';

const insert = (columns: LoadMapping['columns'], more: Partial<LoadMapping> = {}): LoadMapping => ({
  object: 'BigTable__c',
  operation: 'insert',
  columns,
  ...more,
});

describe('loading a file', () => {
  let org: LocalOrg;
  let ours: Jobs;
  before(async () => {
    org = await startLocalOrg();
    ours = await openJobs(org);
  });
  after(async () => {
    await ours.close();
    await org.stop();
  });

  it('splits it into jobs, and every row arrives once', async () => {
    const lines = Array.from({ length: 3_000 }, (_, row) => `"Split ${row}, ""x""",S${row}`);
    const file = writeCsv(['Name,Code__c', ...lines].join('\n'));
    const status = await ours.load(file, insert({ Name: 'Name', Code__c: 'Code__c' }), { jobBytes: 20_000 });
    assert.equal(status.state, 'done', status.error?.message);
    assert(status.jobs.length >= 3);
    assert.equal(new Set(status.jobs).size, status.jobs.length);
    assert.deepEqual([status.rows, status.processed, status.failed], [3_000, 3_000, 0]);
    assert.equal(await countOf(org, "Code__c LIKE 'S%'"), 3_000);
    const succeeded = await ours.rows(status.id, 'succeeded');
    assert.equal(succeeded.length, 3_000);
    const row = succeeded.find(({ Code__c }) => Code__c === 'S41')!;
    assert.deepEqual([row.sf__Line, row.Name], ['43', 'Split 41, "x"']);
    assert.match(row.sf__Id ?? '', /^a02\w{15}$/);
  });

  for (const [api, threshold] of [
    ['bulk', 0],
    ['collections', 2_000],
  ] as const) {
    it(`tells the line and the reason of each failed row, and loads only those again (${api})`, async () => {
      const file = writeCsv('Title,Day\n"Good\none",2026-01-31\nBad,2026-02-31\n\nGood two,2026-03-01\nBad two,soon\n');
      const columns = { Title: 'Name', Day: 'Date__c' };
      const status = await ours.load(file, insert(columns, { constants: { Title__c: api } }), { threshold });
      assert.equal(status.state, 'done', status.error?.message);
      assert.equal(status.api, api);
      assert.deepEqual([status.rows, status.failed], [4, 2]);
      const failed = await ours.rows(status.id, 'failed');
      assert.deepEqual(failed.map(({ sf__Line, Name, Title__c }) => [sf__Line, Name, Title__c]).sort(), [
        ['4', 'Bad', api],
        ['7', 'Bad two', api],
      ]);
      assert(
        failed.every(({ sf__Error }) => /^(INVALID_FIELD|JSON_PARSER_ERROR):.*date/i.test(sf__Error ?? '')),
        JSON.stringify(failed),
      );
      const succeeded = await ours.rows(status.id, 'succeeded');
      assert.deepEqual(succeeded.map(({ sf__Line }) => sf__Line).sort(), ['2', '6']);
      const again = await ours.jobs.retry(status.id);
      await ours.jobs.ended(again.id);
      const retried = await ours.status(again.id);
      assert.deepEqual([retried.rows, retried.failed, retried.api], [2, 2, api]);
      assert.equal(await countOf(org, `Title__c = '${api}'`), 2);
    });
  }

  it('loads a row again as it was sent, whatever its cells look like', async () => {
    // Too long for a name; the comma looks as if it were between two columns.
    const name = `Acme, ${'x'.repeat(300)}`;
    const status = await ours.load(writeCsv(`Company;Note\n${name};x\n`), insert({ Company: 'Name', Note: null }));
    assert.deepEqual([status.rows, status.failed], [1, 1]);
    const again = await ours.jobs.retry(status.id);
    await ours.jobs.ended(again.id);
    const failed = await ours.rows(again.id, 'failed');
    assert.deepEqual(
      failed.map(({ Name }) => Name),
      [name],
    );
  });

  it('rewrites what the API does not take: UTF-16, CR, columns left out, empty cells as null', async () => {
    const file = writeCsv(Buffer.from('\ufeffName;Ignored;Code\rJürgen;x;U1\r"a;b";y;\r', 'utf16le'));
    const mapping = insert(
      { Name: 'Name', Ignored: null, Code: 'Code__c' },
      { emptyCells: 'null', constants: { Title__c: 'utf16' } },
    );
    const status = await ours.load(file, mapping);
    assert.deepEqual([status.state, status.rows, status.failed], ['done', 2, 0]);
    const rows = await queryRows(org, "SELECT Name, Code__c FROM BigTable__c WHERE Title__c = 'utf16' ORDER BY Name");
    assert.deepEqual(
      rows.map(({ Name, Code__c }) => [Name, Code__c]),
      [
        ['a;b', null],
        ['Jürgen', 'U1'],
      ],
    );
    const lines = (await ours.rows(status.id, 'succeeded')).map(({ sf__Line }) => sf__Line);
    assert.deepEqual(lines.sort(), ['2', '3']);
  });

  for (const threshold of [0, 2_000]) {
    it(`updates, upserts and deletes (threshold ${threshold})`, async () => {
      const upsert: LoadMapping = {
        object: 'UpsertTable__c',
        operation: 'upsert',
        externalId: 'ExtId__c',
        columns: { ExtId__c: 'ExtId__c', Text__c: 'Text__c', Flag__c: 'Flag__c' },
      };
      const csv = `ExtId__c,Text__c,Flag__c\nT${threshold}a,one,true\nT${threshold}b,two,no\n`;
      const more = { threshold, jsonTypes: { Flag__c: 'boolean' } } as const;
      const first = await ours.load(writeCsv(csv), upsert, more);
      assert.deepEqual([first.state, first.failed], ['done', 0], JSON.stringify(first));
      const created = await ours.rows(first.id, 'succeeded');
      assert(created.every(({ sf__Created }) => sf__Created === 'true'));
      const second = await ours.load(writeCsv(csv.replace('one', 'uno')), upsert, more);
      assert((await ours.rows(second.id, 'succeeded')).every(({ sf__Created }) => sf__Created === 'false'));
      const ids = created.map(({ sf__Id }) => sf__Id).join('\n');
      const remove = { object: 'UpsertTable__c', operation: 'delete', columns: { Id: 'Id' } } as const;
      const deleted = await ours.load(writeCsv(`Id\n${ids}\n`), remove, more);
      assert.deepEqual([deleted.rows, deleted.failed], [2, 0]);
      assert.equal(
        (await queryRows(org, `SELECT Id FROM UpsertTable__c WHERE ExtId__c LIKE 'T${threshold}%'`)).length,
        0,
      );
    });
  }

  for (const [api, threshold] of [
    ['bulk', 0],
    ['collections', 2_000],
  ] as const) {
    it(`never writes a row whose cells are shifted (${api})`, async () => {
      const object = 'UpsertTable__c';
      const code = `Shifted ${api}`;
      const found = () =>
        queryRows(org, `SELECT Id, ExtId__c, Name FROM ${object} WHERE ExtId__c LIKE '${code}%' ORDER BY ExtId__c`);
      const header = ['ExtId__c', 'Name', 'Text__c'];
      const columns = { ExtId__c: 'ExtId__c', Name: 'Name', Text__c: 'Text__c' };
      const check = async (mapping: LoadMapping, lines: readonly string[]) => {
        const { id, rows, failed } = await ours.load(writeCsv(lines.join('\n')), mapping, { threshold });
        assert.deepEqual([rows, failed], [lines.length - 1, 1], mapping.operation);
        const text = await readFile((await ours.jobs.results(id)).failed!, 'utf8');
        const [, row] = parse(text, { relax_column_count: true });
        assert.equal(row?.[0], '3', text);
        assert.match(
          row?.[2] ?? '',
          api === 'bulk' ? /^INVALID_FIELD:The row has/ : /^TOO_MANY_CELLS:The row has more/,
        );
      };
      const csv = (row: number) => [header.join(), `${code} ${row},Good,x`, `${code} bad,Acme, Inc,x`];
      await check({ object, operation: 'insert', columns }, csv(1));
      await check({ object, operation: 'insert', columns: { ...columns, Text__c: null } }, csv(2));
      await check({ object, operation: 'upsert', externalId: 'ExtId__c', columns: { ...columns, Name: null } }, csv(3));
      const records = await found();
      assert.deepEqual(
        records.map(({ ExtId__c }) => ExtId__c),
        [`${code} 1`, `${code} 2`, `${code} 3`],
      );
      const [one, two] = records.map(({ Id }) => String(Id));
      const byId = [`Id,Name,Text__c`, `${one},Better,x`, `${two},Acme, Inc,x`];
      await check({ object, operation: 'update', columns: { Id: 'Id', Name: 'Name', Text__c: null } }, byId);
      assert.deepEqual(
        (await found()).slice(0, 2).map(({ Name }) => Name),
        ['Better', 'Good'],
      );
      await check({ object, operation: 'delete', columns: { Id: 'Id', Name: null, Text__c: null } }, byId);
      assert.deepEqual(
        (await found()).map(({ ExtId__c }) => ExtId__c),
        [`${code} 2`, `${code} 3`],
      );
    });
  }

  it('says why the org refused the whole job, and calls its rows unprocessed', async () => {
    const status = await ours.load(writeCsv('Name,Wrong__c\na,b\n'), insert({ Name: 'Name', Wrong__c: 'Wrong__c' }));
    assert.deepEqual([status.state, status.unprocessed], ['done', 1]);
    assert.match(status.problem ?? '', /Field name not found : Wrong__c/);
    const [row] = await ours.rows(status.id, 'unprocessed');
    assert.deepEqual([row?.sf__Line, row?.Name], ['2', 'a']);
  });

  it('stops where the org refuses the job, and can go on', async () => {
    const status = await ours.load(writeCsv('Name\na\n'), { ...insert({ Name: 'Name' }), object: 'Nothing__c' });
    assert.deepEqual([status.state, status.error?.code], ['stopped', 'INVALIDENTITY']);
  });

  it('aborts: what is not closed is never written', async () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => `Abort ${row},A${row}`);
    const file = writeCsv(['Name,Code__c', ...lines].join('\n'));
    const mapping = insert({ Name: 'Name', Code__c: 'Code__c' });
    const { id } = await ours.jobs.load({ org: 'org', file, mapping, threshold: 0, jobBytes: 40_000, jsonTypes: {} });
    while ((await ours.status(id)).processed === 0);
    await ours.jobs.abort(id);
    await ours.jobs.ended(id);
    const status = await ours.status(id);
    assert.equal(status.state, 'aborted');
    const written = await countOf(org, "Code__c LIKE 'A%'");
    const counts = await Promise.all(
      (['succeeded', 'failed', 'unprocessed'] as const).map(kind => ours.rows(id, kind)),
    );
    assert.deepEqual(
      counts.map(rows => rows.length),
      [written, 0, 20_000 - written],
    );
    assert(written < 20_000);
    const lineNumbers = counts.flat().map(({ sf__Line }) => Number(sf__Line));
    assert.equal(new Set(lineNumbers).size, 20_000);
  });

  it('does not send another file in the place of the one that it began with', async () => {
    const { load } = ours;
    await assert.rejects(load(writeCsv('Name\n'), insert({ Name: 'Name' })), { code: 'NO_ROWS' });
    await assert.rejects(load('/nowhere/x.csv', insert({ Name: 'Name' })), { code: 'FILE_UNREADABLE' });
  });
});
