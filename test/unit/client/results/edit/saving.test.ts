import assert from 'node:assert/strict';
import type { Conversation } from '../../../../../client/src/results/page/conversation.ts';
import type { SavedChange } from '../../../../../client/src/results/page/edit/messages.ts';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import { createSaving } from '../../../../../client/src/results/page/edit/saving.ts';
import type { RecordOutcome } from '../../../../../server/src/protocol/records.ts';

const failed: RecordOutcome = { state: 'failed', code: 'X', message: 'no', fields: [] };
const conflict: RecordOutcome = { state: 'conflict', current: { Name: 'theirs' } };

/** Pending changes of records 0 to `count`, and a panel that answers by `outcomeOf`. */
function fixture(count: number, outcomeOf: (id: string) => RecordOutcome, more: Record<string, () => unknown> = {}) {
  const edits = new PendingEdits();
  const record = (id: number) => ({ object: 'Thing__c', id: String(id), name: '' });
  edits.edit(
    Array.from({ length: count }, (_, id) => ({ record: record(id), field: 'Name', before: 'a', after: 'b' })),
  );
  const calls: string[] = [];
  const seen: string[] = [];
  const deleted: string[] = [];
  const answers: Record<string, (asked: never) => unknown> = {
    confirmSave: () => ({ confirmed: true }),
    saveEdits: ({ changes }: { changes: readonly SavedChange[] }) => ({
      outcomes: changes.map(({ id }) => outcomeOf(id)),
    }),
    refreshRows: () => null,
    ...more,
  };
  const ask = (async (question: string, asked: { changes?: unknown[]; ids?: unknown[] }) => {
    calls.push(`${question} ${(asked.changes ?? asked.ids)?.length ?? ''}`.trim());
    return answers[question]!(asked as never);
  }) as unknown as Conversation['ask'];
  const saving = createSaving({
    edits,
    ask,
    onDeleted: id => deleted.push(id),
    onProgress: () => seen.push(saving.progress ? `${saving.progress.done}/${saving.progress.all}` : '-'),
  });
  const all = () => edits.records.map(({ id }) => id);
  return { edits, saving, calls, seen, deleted, save: () => saving.save(all()) };
}

describe('edits: saving', () => {
  it('goes by 200 and reads again what was saved; what failed stays', async () => {
    const { edits, calls, seen, save } = fixture(450, id => (Number(id) % 100 === 7 ? failed : { state: 'saved' }));
    assert.deepEqual(await save(), { saved: 445, stale: 0, stopped: false });
    assert.deepEqual(calls, [
      'confirmSave',
      ...['saveEdits 200', 'refreshRows 198', 'saveEdits 200', 'refreshRows 198', 'saveEdits 50', 'refreshRows 49'],
    ]);
    assert.deepEqual(seen, ['0/450', '200/450', '400/450', '450/450', '-']);
    assert.deepEqual(edits.counts, { records: 5, cells: 5, deletions: 0, failed: 5, conflicts: 0 });
  });

  it('leaves alone what somebody else has changed, until that is decided', async () => {
    const { edits, calls, deleted, save } = fixture(3, id => (id === '1' ? conflict : { state: 'saved' }));
    edits.setDeleted(edits.records, true);
    await save();
    assert.deepEqual(deleted, ['0', '2']);
    assert.equal(await save(), undefined);
    assert.deepEqual(calls, ['confirmSave', 'saveEdits 3', 'refreshRows 2']);
    edits.keepMine(['1']);
    assert.equal((await save())?.saved, 0);
    assert.equal(calls.at(-1), 'saveEdits 1');
  });

  it('writes nothing that the user does not want after all', async () => {
    const { edits, calls, save } = fixture(3, () => failed, { confirmSave: () => ({ confirmed: false }) });
    assert.equal(await save(), undefined);
    assert.deepEqual(calls, ['confirmSave']);
    assert.equal(edits.counts.records, 3);
  });

  it('ends with a call whose outcome nobody knows', async () => {
    const unknown: RecordOutcome = { state: 'unknown', code: 'ORG_UNREACHABLE', message: 'reset' };
    const { edits, calls, save } = fixture(450, id => (Number(id) < 200 ? { state: 'saved' } : unknown));
    assert.deepEqual(await save(), { saved: 200, stale: 0, stopped: true });
    assert.equal(calls.at(-1), 'saveEdits 200');
    assert.deepEqual(edits.counts, { records: 250, cells: 250, deletions: 0, failed: 200, conflicts: 0 });
  });

  it('keeps what is saved when a later call fails, and tells what cannot be read again', async () => {
    let calls = 0;
    const { edits, saving, save } = fixture(450, () => ({ state: 'saved' }), {
      refreshRows() {
        throw new Error('gone');
      },
    });
    const stopped = fixture(450, () => {
      if (calls++ >= 200) throw new Error('signed out');
      return { state: 'saved' };
    });
    assert.deepEqual(await save(), { saved: 450, stale: 450, stopped: false });
    assert.equal(edits.isEmpty, true);
    await assert.rejects(stopped.save(), /signed out/);
    assert.equal(stopped.edits.counts.records, 250);
    assert.equal(saving.progress, undefined);
    assert.equal(stopped.saving.progress, undefined);
  });
});
