import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import { type Edits, withChanges } from '../../../../../client/src/results/unsaved.ts';
import type { RecordOutcome } from '../../../../../server/src/protocol/records.ts';

const record = (id: string) => ({ object: 'Thing__c', id, name: `Name of ${id}` });
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

  it('is shown in place of what the org holds, but for records that are to be deleted', () => {
    const edits = new PendingEdits();
    edits.edit([edit('a', 'Name', null), edit('b', 'Name', 'new')]);
    edits.setDeleted([record('b')], true);
    const shownValues = ['a', 'b', 'c'].map(id => edits.shownValue(id, 'Name'));
    assert.deepEqual([...shownValues, edits.shownValue('a', 'Type')], [null, undefined, undefined, undefined]);
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
    other.restore(edits.takeChanges()!.changed);
    assert.deepEqual(other.records, edits.records);
    assert.equal(other.takeChanges(), undefined);
    assert.equal(other.undo(), false);
  });

  const id = fc.constantFrom('a', 'b', 'c');
  const value = fc.constantFrom('old', 'x', null);
  const anyStep = fc.oneof(
    fc.record({ do: fc.constant('edit' as const), id, field: fc.constantFrom('F', 'G'), value }),
    fc.record({ do: fc.constantFrom('delete', 'keep', 'discard', 'undo', 'redo'), id }),
  );
  type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;
  function take(step: Step, edits: PendingEdits): void {
    if ('field' in step) edits.edit([edit(step.id, step.field, step.value)]);
    else if (step.do === 'undo') edits.undo();
    else if (step.do === 'redo') edits.redo();
    else if (step.do === 'discard') edits.discard([step.id]);
    else edits.setDeleted([record(step.id)], step.do === 'delete');
  }

  it('is known to the panel, which is told of what has become different only', () => {
    const edits = new PendingEdits();
    edits.edit([edit('a', 'F', 'x'), edit('b', 'F', 'x')]);
    assert.equal(edits.takeChanges()?.changed.length, 2);
    edits.edit([edit('b', 'G', 'x')]);
    edits.discard(['a']);
    const { changed, removed } = edits.takeChanges()!;
    assert.deepEqual([changed.map(({ id }) => id), removed], [['b'], ['a']]);
    fc.assert(
      fc.property(fc.array(fc.array(anyStep)), turns => {
        const edits = new PendingEdits();
        let kept: Edits = new Map();
        for (const steps of turns) {
          for (const step of steps) take(step, edits);
          const changes = edits.takeChanges();
          if (changes) kept = withChanges(kept, JSON.parse(JSON.stringify(changes)));
        }
        const other = new PendingEdits();
        other.restore([...kept.values()]);
        const byId = ({ records }: PendingEdits) => records.toSorted((a, b) => a.id.localeCompare(b.id));
        assert.deepEqual(byId(other), byId(edits));
      }),
    );
  });

  it('comes back exactly, whatever was done in between', () => {
    fc.assert(
      fc.property(fc.array(anyStep), steps => {
        const edits = new PendingEdits();
        for (const step of steps) take(step, edits);
        while (edits.redo());
        // An undone step may put a record behind others.
        const last = shown(edits).split(' ').sort();
        let undone = 0;
        while (edits.undo()) undone++;
        assert.equal(shown(edits), '');
        for (; undone > 0; undone--) edits.redo();
        assert.deepEqual(shown(edits).split(' ').sort(), last);
      }),
    );
  });
});
