import assert from 'node:assert/strict';
import type { Conversation } from '../../../../../client/src/results/page/conversation.ts';
import { changeCells } from '../../../../../client/src/results/page/edit/changeCells.ts';
import { EditableCells } from '../../../../../client/src/results/page/edit/editableCells.ts';
import type { EditWords } from '../../../../../client/src/results/page/edit/messages.ts';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import { createRowIds } from '../../../../../client/src/results/page/edit/rowIds.ts';
import type { ResultView } from '../../../../../client/src/results/page/resultView.ts';
import type { RowCache } from '../../../../../client/src/results/page/rowCache.ts';
import type { EditField, EditValue } from '../../../../../server/src/protocol/edits.ts';
import type { Cell } from '../../../../../server/src/protocol/runs.ts';

const [customer, partner] = ['012000000000001AAA', '012000000000002AAA'];
const field = (name: string, type: string, values: readonly EditValue[] = [], more: Partial<EditField> = {}) => ({
  field: { name, label: name, type, length: 0, nillable: true, values, restricted: true, referenceTo: [], ...more },
});
const value = (name: string, ...validFor: number[]) => ({
  value: name,
  label: name,
  ...(validFor[0] !== undefined && { validFor }),
});
const controller = { field: 'Country', values: ['IT', 'NO'] };
const facts = {
  org: 'Org',
  object: 'Account',
  hasRecordTypes: true,
  columns: {
    Type: field('Type', 'picklist', [value('Prospect'), value('Reseller'), value('Other')]),
    City: field('City', 'picklist', [value('Rome', 0), value('Milan', 0), value('Oslo', 1)], { controller }),
    Country: field('Country', 'picklist', [value('IT'), value('NO')]),
    Free: field('Free', 'picklist', [value('A'), value('B')], { restricted: false }),
    Name: field('Name', 'string'),
    RecordTypeId: field('RecordTypeId', 'reference'),
  },
};
const picklists: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  [customer]: { Type: ['Prospect', 'Other'], City: ['Rome', 'Oslo'], Free: ['A'] },
  [partner]: { Type: ['Reseller', 'Other'] },
};
const words = { pasted: '{0}', notTaken: 'left {0}', readOnly: {}, problems: { value: '' } } as unknown as EditWords;

/** Three records of the types customer, partner and none. */
async function open(columns: readonly string[], more: object = {}) {
  const types: readonly (string | null)[] = [customer, partner, null];
  const asked: string[] = [];
  const rows = types.map(type =>
    columns.map((name): Cell => (({ RecordTypeId: type, Country: 'IT' }) as Record<string, Cell>)[name] ?? null),
  );
  const ids = createRowIds();
  ids.rowsOf({ rows, ids: ['a', 'b', 'c'] });
  const answers: Record<string, (asked: never) => unknown> = {
    editColumns: () => ({ ...facts, ...more }),
    picklists: ({ recordType }: { recordType: string | null }) => ({ picklists: picklists[recordType ?? ''] }),
    recordTypes: ({ ids: wanted }: { ids: string[] }) => ({
      types: Object.fromEntries(wanted.map(id => [id, types['abc'.indexOf(id)]])),
    }),
  };
  const ask = (async (question: string, about: { recordType?: string; ids?: string[] }) => {
    if (question !== 'editColumns') asked.push(`${question} ${about.ids?.join('') ?? about.recordType}`);
    return answers[question]!(about as never);
  }) as unknown as Conversation['ask'];
  const view = {
    facts: { columns: columns.map(path => ({ path, kind: 'text' })), fields: {} },
  } as unknown as ResultView;
  const cache = { get: (index: number) => rows[index] } as unknown as RowCache;
  const edits = new PendingEdits();
  const report = (error: unknown) => assert.fail(String(error));
  const cells = new EditableCells({ view, cache, ids, edits, words, ask, report });
  cells.columns.load(columns);
  await cells.columns.loading;
  const allowed = async (row: number, path: string) => {
    const [edited] = await cells.rows(row, row, [path]);
    await cells.picklists.learn([edited!], [path]);
    return cells.picklists
      .allowed(edited!.row, path)
      .map(one => one.value)
      .join(' ');
  };
  const change = (...wanted: [row: number, path: string, text: string][]) =>
    changeCells(
      { cells, edits, deleted: { has: () => false }, words },
      wanted.map(([row, path, text]) => ({ row, path, text })),
    );
  return { allowed, asked, change, edits };
}

describe('edits: the record type of a row', () => {
  const columns = ['Type', 'City', 'Country', 'Free', 'Name', 'RecordTypeId'];

  it('decides which values a picklist has, which is asked once', async () => {
    const { allowed, asked } = await open(columns);
    assert.equal(await allowed(0, 'Type'), 'Prospect Other');
    assert.equal(await allowed(0, 'Free'), 'A');
    assert.equal(await allowed(1, 'Type'), 'Reseller Other');
    assert.equal(await allowed(1, 'Free'), 'A B');
    assert.equal(await allowed(2, 'Type'), 'Prospect Reseller Other');
    assert.deepEqual(asked, [`picklists ${customer}`, `picklists ${partner}`, 'picklists null']);
  });

  it('leaves the controlling field its say', async () => {
    const { allowed } = await open(columns);
    assert.equal(await allowed(0, 'City'), 'Rome');
    assert.equal(await allowed(1, 'City'), 'Rome Milan');
  });

  it('is asked for where the result does not show it, for the rows around too', async () => {
    const { allowed, asked } = await open(['Type', 'Name']);
    assert.equal(await allowed(1, 'Type'), 'Reseller Other');
    assert.equal(await allowed(0, 'Type'), 'Prospect Other');
    assert.deepEqual(asked, ['recordTypes bac', `picklists ${partner}`, `picklists ${customer}`]);
  });

  it('is not asked for by what is no picklist, or where there are none', async () => {
    const { allowed, asked } = await open(columns);
    await allowed(0, 'Name');
    const without = await open(columns, { hasRecordTypes: false });
    assert.equal(await without.allowed(0, 'Type'), 'Prospect Reseller Other');
    assert.deepEqual([...asked, ...without.asked], []);
  });

  it('refuses what is pasted outside of it only where the field is restricted', async () => {
    const { change, edits } = await open(columns);
    assert.equal(await change([0, 'Type', 'Reseller'], [1, 'Type', 'Reseller'], [0, 'Free', 'B']), '2 left 1');
    assert.equal(edits.get('a')?.cells.get('Free')?.after, 'B');
    assert.equal(edits.get('b')?.cells.get('Type')?.after, 'Reseller');
  });

  it('counts as it is written, in the same paste and before it is saved', async () => {
    const { allowed, change } = await open(columns);
    assert.equal(await change([0, 'Type', 'Reseller'], [0, 'RecordTypeId', partner.slice(0, 15)]), '2');
    assert.equal(await allowed(0, 'Type'), 'Reseller Other');
  });
});
