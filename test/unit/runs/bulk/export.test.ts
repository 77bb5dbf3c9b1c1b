import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportState, QueryExport } from '../../../../server/src/runs/bulk/export/exportJob.ts';
import type { ExportShape } from '../../../../server/src/runs/bulk/export/shape.ts';
import type { CsvOptions } from '../../../../server/src/runs/export/formats.ts';
import { SalesforceError } from '../../../../server/src/salesforce/errors.ts';
import type { Transport } from '../../../../server/src/salesforce/transport/transport.ts';

const header = 'Id,Name\n';
const shape: ExportShape = {
  columns: [
    { path: 'Id', kind: 'decimal' },
    { path: 'Name', kind: 'text' },
  ],
  parents: [],
};
const pages = [
  ['"1","first\npage"\n', '"2","says ""no"""\n'],
  ['"3",""\n'],
  ['"4","four"\n', '"5","\n"\n', '"6",",,"\n'],
  ['"7","seven"\n'],
  ['"8","eight"\n'],
  ['"9","nine"\n'],
  ['"10","ten"\n', '"-1.5","=1+1"\n'],
];

/** Names its pages five at a time, as Salesforce does, and sends each a few bytes at a time; of `cut` not the last row. */
function orgOf(failing: string | undefined, pageBytes: number, cut: string | undefined, refusal?: number): Transport {
  const head = { status: 200, header: () => undefined, requestId: undefined };
  const listed = (from: number) => ({
    resultPages: pages.slice(from, from + 5).map((_, index) => ({ resultUrl: `/page/${from + index}` })),
    ...(from + 5 < pages.length ? { nextRecordsUrl: `/more/${from + 5}` } : {}),
  });
  return {
    async request({ path, method }) {
      if (refusal && method === 'POST')
        throw new SalesforceError({ code: 'INVALID_FIELD', message: 'No', status: refusal });
      const job = { id: '750000000000000AAA', state: 'JobComplete', numberRecordsProcessed: 10 };
      const more = /\/more\/(\d+)$/.exec(path)?.[1] ?? (path.endsWith('resultPages') ? '0' : undefined);
      const body = method === undefined && more !== undefined ? listed(Number(more)) : job;
      return { ...head, body: Buffer.from(JSON.stringify(body)) };
    },
    async stream({ path }, read) {
      if (path === failing) throw new SalesforceError({ code: 'SERVER_UNAVAILABLE', message: 'Gone', status: 503 });
      const rows = pages[Number(path.split('/').at(-1))]!;
      const page = Buffer.from(header + rows.slice(0, path === cut ? -1 : undefined).join(''));
      const told = (name: string) => (name === 'sforce-numberofrecords' ? String(rows.length) : undefined);
      return read({ ...head, header: told, body: pieces(page, pageBytes) });
    },
    close: async () => undefined,
  };
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('the export of a query', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'export-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function exported(
    fileFormat: 'csv' | 'ndjson',
    failing?: string,
    pageBytes = 5,
    csv?: CsvOptions,
    cut?: string,
    refusal?: number,
  ): Promise<ExportState> {
    const file = join(folder, 'rows');
    const job = { kind: 'export', org: 'org', soql: 'SELECT', object: 'Account', operation: 'query' } as const;
    const counts = { rows: 0, written: 0, createdAt: 0, ...(csv && { csv, shape }) };
    const state: ExportState = { ...job, ...counts, format: 1, id: 'x', file, fileFormat, state: 'running' };
    const ports = { folder, write: async () => undefined, onProgress: () => undefined };
    await new QueryExport(state, ports).run({ transport: orgOf(failing, pageBytes, cut, refusal), apiVersion: '67.0' });
    return state;
  }

  for (const [status, expected] of [
    [400, ['failed', true]],
    [403, ['stopped', false]],
  ] as const) {
    it(`has ${expected[0]}, where the org answers the query with status ${status}`, async () => {
      const { state, endedAt, error } = await exported('csv', undefined, 5, undefined, undefined, status);
      assert.deepEqual([state, endedAt !== undefined, error?.code], [...expected, 'INVALID_FIELD']);
    });
  }

  for (const pageBytes of [1, 5, 1_000]) {
    it(`puts the pages together in their order, with one header (${pageBytes} bytes at a time)`, async () => {
      const state = await exported('csv', undefined, pageBytes);
      assert.deepEqual([state.state, state.written], ['done', 11], state.error?.message);
      assert.equal(readFileSync(state.file, 'utf8'), header + pages.flat().join(''));
      assert.deepEqual(readdirSync(folder), ['rows']);
    });
  }

  it('writes a line of JSON for each row', async () => {
    const state = await exported('ndjson');
    assert.equal(state.written, 11);
    const rows = readFileSync(state.file, 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      rows.slice(0, 3).map(row => JSON.parse(row) as unknown),
      [
        { Id: '1', Name: 'first\npage' },
        { Id: '2', Name: 'says "no"' },
        { Id: '3', Name: null },
      ],
    );
  });

  it('writes CSV for spreadsheets: guarded, with their delimiter and mark', async () => {
    for (const pageBytes of [1, 1_000]) {
      const options = { guardFormulas: true, delimiter: ';', byteOrderMark: true } as const;
      const state = await exported('csv', undefined, pageBytes, options);
      assert.equal(state.written, 11);
      const [first, ...lines] = readFileSync(state.file, 'utf8').split('\r\n');
      assert.equal(first, '\uFEFFId;Name');
      assert.equal(lines[0], '1;"first\npage"');
      assert.deepEqual(lines.slice(-3), ['10;ten', "-1.5;'=1+1", '']);
    }
  });

  for (const failing of ['/page/0', '/page/3', '/page/6']) {
    it(`leaves no half of a file, and no page, where ${failing} does not come`, async () => {
      const state = await exported('csv', failing);
      assert.deepEqual([state.state, state.error?.code], ['stopped', 'SERVER_UNAVAILABLE']);
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  for (const cut of ['/page/0', '/page/4']) {
    for (const format of ['csv', 'ndjson'] as const) {
      it(`does not take ${cut} for whole where its last row is missing (${format})`, async () => {
        const state = await exported(format, undefined, 5, undefined, cut);
        assert.deepEqual([state.state, state.error?.code], ['stopped', 'BAD_ANSWER']);
        assert.deepEqual(readdirSync(folder), []);
      });
    }
  }
});
