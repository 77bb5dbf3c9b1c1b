import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import type { RecordOutcome } from '../../../../../server/src/protocol/records.ts';

const record = (id: string) => ({ id, name: `Name of ${id}` });
const edit = (id: string, field: string, after: string | null, before: string | null = 'old') => ({
  record: record(id),
  field,
  before,
  after,
});
/** `a.Name=new -b`: what is pending, deletions with a minus. */
const shown = (edits: PendingEdits) =>
  edits.records
    .map(({ id, cells, deleted }) =>
      deleted ? `-${id}` : [...cells].map(([field, { after }]) => `${id}.${field}=${after}`).join(' '),
    )
    .join(' ');
const failed: RecordOutcome = { state: 'failed', code: 'STRING_TOO_LONG', message: 'too long', fields: ['Name'] };

describe('edits: what is pending', () => {
  it('is one change for each cell, against the value that came from the org', () => {
    const edits = new PendingEdits();
    edits.edit([edit('a', 'Name', 'one'), edit('a', 'Type', null), edit('b', 'Name', 'x')]);
    edits.edit([edit('a', 'Name', 'two', 'one')]);
    assert.equal(shown(edits), 'a.Name=two a.Type=null b.Name=x');
    assert.equal(edits.get('a')?.cells.get('Name')?.before, 'old');
    edits.edit([edit('a', 'Name', 'old', 'two'), edit('a', 'Type', 'old', null)]);
    assert.equal(shown(edits), 'b.Name=x');
    assert.deepEqual(edits.counts, { records: 1, cells: 1, deletions: 0, failed: 0, conflicts: 0 });
  });

  it('is undone and done again step by step, a paste at once', () => {
    const edits = new PendingEdits();
    edits.edit([edit('a', 'Name', '1'), edit('b', 'Name', '1')]);
    edits.setDeleted([record('a'), record('c')], true);
    edits.discard(['b']);
    assert.equal(shown(edits), '-a -c');
    edits.undo();
    edits.undo();
    assert.equal(shown(edits), 'a.Name=1 b.Name=1');
    edits.redo();
    assert.deepEqual(edits.counts, { records: 3, cells: 1, deletions: 2, failed: 0, conflicts: 0 });
    edits.edit([edit('d', 'Name', '1')]);
    assert.equal(edits.redo(), false);
    while (edits.undo());
    assert.equal(shown(edits), '');
  });

  it('no longer holds what was saved, and tells why the rest was not', () => {
    const edits = new PendingEdits();
    edits.edit([edit('a', 'Name', '1'), edit('b', 'Name', '1'), edit('c', 'Name', '1')]);
    const conflict: RecordOutcome = { state: 'conflict', current: { Name: 'theirs' } };
    edits.settle(
      new Map<string, RecordOutcome>([
        ['a', { state: 'saved' }],
        ['b', failed],
        ['c', conflict],
      ]),
    );
    assert.deepEqual(edits.counts, { records: 2, cells: 2, deletions: 0, failed: 1, conflicts: 1 });
    assert.equal(edits.undo(), false);
    edits.edit([edit('b', 'Name', 'short')]);
    assert.deepEqual(edits.get('b')?.outcome, failed);
    edits.keepMine(['b', 'c']);
    const { cells, outcome } = edits.get('c')!;
    assert.deepEqual([cells.get('Name'), outcome], [{ before: 'theirs', after: '1' }, undefined]);
    assert.equal(edits.counts.failed, 1);
    const other = new PendingEdits();
    const kept = JSON.stringify(edits.state);
    other.restore(JSON.parse(kept));
    assert.equal(JSON.stringify(other.state), kept);
    assert.equal(other.undo(), false);
  });

  it('comes back exactly, whatever was done in between', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const value = fc.constantFrom('old', 'x', null);
    const step = fc.oneof(
      fc.record({ do: fc.constant('edit'), id, field: fc.constantFrom('F', 'G'), value }),
      fc.record({ do: fc.constantFrom('delete', 'keep', 'discard'), id }),
    );
    fc.assert(
      fc.property(fc.array(step), steps => {
        const edits = new PendingEdits();
        for (const one of steps) {
          if ('field' in one) edits.edit([edit(one.id, one.field, one.value)]);
          else if (one.do === 'discard') edits.discard([one.id]);
          else edits.setDeleted([record(one.id)], one.do === 'delete');
        }
        const last = shown(edits);
        let undone = 0;
        while (edits.undo()) undone++;
        assert.equal(shown(edits), '');
        for (; undone > 0; undone--) edits.redo();
        assert.equal(shown(edits), last);
      }),
    );
  });
});
