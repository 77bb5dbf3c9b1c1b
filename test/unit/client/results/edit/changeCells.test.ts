import assert from 'node:assert/strict';
import type { Conversation } from '../../../../../client/src/results/page/conversation.ts';
import { changeCells, type WantedCell } from '../../../../../client/src/results/page/edit/changeCells.ts';
import { EditableCells } from '../../../../../client/src/results/page/edit/editableCells.ts';
import type { EditWords } from '../../../../../client/src/results/page/edit/messages.ts';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import { createRowIds } from '../../../../../client/src/results/page/edit/rowIds.ts';
import type { ResultView } from '../../../../../client/src/results/page/resultView.ts';
import type { RowCache } from '../../../../../client/src/results/page/rowCache.ts';
import type { EditField } from '../../../../../server/src/protocol/edits.ts';
import type { Cell } from '../../../../../server/src/protocol/runs.ts';

const field = (name: string, more: Partial<EditField> = {}) => ({
  field: {
    name,
    label: name,
    type: 'string',
    length: 0,
    nillable: true,
    values: [],
    restricted: true,
    referenceTo: [],
    ...more,
  },
});
const cities = [
  { value: 'Rome', label: 'Rome', validFor: [0] },
  { value: 'Oslo', label: 'Oslo', validFor: [1] },
];
const facts = {
  org: 'Org',
  object: 'Thing__c',
  columns: {
    Text__c: field('Text__c', { type: 'textarea' }),
    City__c: field('City__c', {
      type: 'picklist',
      values: cities,
      controller: { field: 'Country__c', values: ['IT', 'NO'] },
    }),
    Country__c: field('Country__c', {
      type: 'picklist',
      values: [
        { value: 'IT', label: 'Italy' },
        { value: 'NO', label: 'Norway' },
      ],
    }),
    Total__c: { why: 'formula' },
    When__c: field('When__c', { type: 'datetime' }),
  },
} as const;
const paths = [...Object.keys(facts.columns), 'LastModifiedDate'];
const words = {
  pasted: 'changed {0}',
  notTaken: 'left {0}: {1}',
  tooMany: 'too many',
  moved: 'moved',
  isDeleted: 'gone',
  willBeDeleted: 'marked',
  readOnly: { formula: 'a formula', aggregate: 'no record' },
  problems: { value: 'not in the list' },
} as unknown as EditWords;

/** Rows that the page has not fetched; the second one stands for no record. */
async function changing(
  wanted: readonly WantedCell[],
  edits = new PendingEdits(),
  gone: readonly string[] = [],
  recordIds: readonly (string | null)[] = ['a', null, 'c'],
) {
  const rows: Cell[][] = [
    [{ text: 'long…', length: 600 }, 'Rome', 'IT', 1, null, 'then'],
    ['none', null, null, null, null, null],
    ['short', 'Rome', 'IT', 1, null, 'then'],
  ];
  const records = recordIds.map((id, row) => ({
    ...(id && { attributes: { type: 'Thing__c', url: `/services/data/v60.0/sobjects/Thing__c/${id}` } }),
    Text__c: row === 0 ? 'all of the long text' : 'short',
  }));
  const answers: Record<string, (start: number, end: number) => unknown> = {
    editColumns: () => facts,
    window: (start, end) => ({ rows: rows.slice(start, end), ids: ['a', null, 'c'].slice(start, end) }),
    records: (start, end) => ({ records: records.slice(start, end) }),
  };
  const view = { facts: { columns: paths.map(path => ({ path, kind: 'text' })), fields: {} } } as unknown as ResultView;
  const cache = { get: () => undefined } as unknown as RowCache;
  const ask = (async (question: string, { start, end }: { start: number; end: number }) =>
    answers[question]!(start, end)) as unknown as Conversation['ask'];
  const cells = new EditableCells({
    view,
    cache,
    ids: createRowIds(),
    edits,
    words,
    ask,
    report: error => assert.fail(String(error)),
  });
  cells.columns.load(paths);
  await cells.columns.loading;
  return changeCells({ cells, edits, deleted: { has: ({ id }) => gone.includes(id) }, words }, wanted);
}

describe('edits: many cells at once', () => {
  it('have the whole old value, also of a text that the grid cuts, and the date of their record', async () => {
    const edits = new PendingEdits();
    const wanted = [0, 2].map(row => ({ row, path: 'Text__c', text: 'new' }));
    assert.equal(await changing(wanted, edits), 'changed 2');
    assert.deepEqual(edits.get('a')?.cells.get('Text__c'), { before: 'all of the long text', after: 'new' });
    assert.equal(edits.get('a')?.modified, 'then');
    assert.equal(edits.get('c')?.cells.get('Text__c')?.before, 'short');
  });

  it('take values of a dependent picklist that go with what is pasted beside them', async () => {
    const edits = new PendingEdits();
    const both = [
      { row: 0, path: 'City__c', text: 'Oslo' },
      { row: 0, path: 'Country__c', text: 'Norway' },
      { row: 2, path: 'City__c', text: 'Oslo' },
    ];
    assert.equal(await changing(both, edits), 'changed 2 left 1: not in the list');
    assert.deepEqual(
      [...edits.get('a')!.cells.values()].map(({ after }) => after),
      ['NO', 'Oslo'],
    );
  });

  it('take the very value that is copied, whatever else its text could mean', async () => {
    const edits = new PendingEdits();
    const value = '2026-10-25T01:30:00.000+0000';
    await changing([{ row: 2, path: 'When__c', text: '2026-10-25T00:30:00.000+0000', value }], edits);
    assert.equal(edits.get('c')?.cells.get('When__c')?.after, value);
  });

  it('take nothing where other rows have come to their places before the whole texts were here', async () => {
    for (const moved of [['c', null, 'a'], ['a', null], []]) {
      const edits = new PendingEdits();
      const wanted = [0, 2].map(row => ({ row, path: 'Text__c', text: 'new' }));
      await assert.rejects(changing(wanted, edits, [], moved), { message: 'moved' });
      assert.ok(edits.isEmpty);
    }
  });

  it('leave what cannot be changed, and say why', async () => {
    const at = (row: number, path: string, text = 'x') => ({ row, path, text });
    assert.equal(await changing([at(0, 'Total__c')]), 'changed 0 left 1: a formula');
    assert.equal(await changing([at(1, 'Text__c')]), 'changed 0 left 1: no record');
    assert.equal(await changing([at(2, 'Text__c', 'short')]), 'changed 0');
    assert.equal(await changing([at(2, 'Text__c')], new PendingEdits(), ['c']), 'changed 0 left 1: gone');
    const marked = new PendingEdits();
    marked.setDeleted([{ object: 'Thing__c', id: 'c', name: 'c' }], true);
    assert.equal(await changing([at(2, 'Text__c')], marked), 'changed 0 left 1: marked');
    assert.equal(await changing([at(0, 'Text__c'), at(10_000, 'Text__c')]), 'too many');
    assert.equal(await changing([]), '');
  });
});
