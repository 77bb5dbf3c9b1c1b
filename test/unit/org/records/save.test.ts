import assert from 'node:assert/strict';
import type { RecordChange } from '../../../../server/src/org/records/plan.ts';
import { type RecordApi, saveChanges } from '../../../../server/src/org/records/save.ts';
import { cancelled, SalesforceError } from '../../../../server/src/salesforce/errors.ts';

type Row = Record<string, unknown>;
type Lost = 'before' | 'after' | undefined;

/** An org of a few rows that counts what is written. */
function smallOrg(rows: Record<string, Row>) {
  const writes: string[][] = [];
  const trouble: { lost: Lost; refused: boolean; reading?: (ids: readonly string[]) => Promise<void> } = {
    lost: undefined,
    refused: false,
  };
  const api: RecordApi = {
    hasField: async (_object, field) => field === 'SystemModstamp',
    retrieve: async (_object, { ids }) => {
      await trouble.reading?.(ids);
      return ids.map(id => rows[id] ?? null);
    },
    async delete(ids) {
      writes.push([...ids]);
      return ids.map(id => {
        delete rows[id];
        return { success: true, errors: [] };
      });
    },
    async update(_object, updates) {
      writes.push(updates.map(({ id }) => id));
      const broken = new SalesforceError({ code: 'ORG_UNREACHABLE', message: 'ECONNRESET' });
      if (trouble.lost === 'before') throw broken;
      if (trouble.refused) throw new SalesforceError({ code: 'REQUEST_LIMIT_EXCEEDED', status: 403, message: 'no' });
      const results = updates.map(({ id, fields }) => {
        if (fields.Name === 'bad') {
          return { success: false, errors: [{ statusCode: 'STRING_TOO_LONG', message: 'too long', fields: ['Name'] }] };
        }
        rows[id] = { ...rows[id], ...fields, SystemModstamp: 'later' };
        return { success: true, errors: [] };
      });
      if (trouble.lost === 'after') throw broken;
      return results;
    },
  };
  const save = (changes: RecordChange[], signal = new AbortController().signal) => saveChanges(api, changes, signal);
  return { rows, writes, trouble, save };
}

const change = (id: string, Name: string | null, more: Partial<RecordChange> = {}): RecordChange => ({
  object: 'Account',
  id,
  fields: { Name },
  before: { Name: 'old' },
  modified: 'then',
  ...more,
});
const row = (): Row => ({ Name: 'old', SystemModstamp: 'then' });
const rowsOf = (...ids: string[]) => Object.fromEntries(ids.map(id => [id, row()]));

describe('saving changes', () => {
  it('has an outcome for each record, and holds up none for another', async () => {
    const { save, rows, writes } = smallOrg(rowsOf('a', 'b', 'c'));
    const outcomes = await save([change('a', 'new'), change('b', 'bad'), change('gone', 'x'), change('c', null)]);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['saved', 'failed', 'failed', 'saved'],
    );
    assert.deepEqual(outcomes[1], { state: 'failed', code: 'STRING_TOO_LONG', message: 'too long', fields: ['Name'] });
    assert.equal(rows.c?.Name, null);
    assert.deepEqual(writes, [['a', 'b', 'c']]);
  });

  it('leaves alone what somebody else has changed, unless the user overwrites', async () => {
    const { save, rows, writes } = smallOrg({
      a: { Name: 'theirs', SystemModstamp: 'now' },
      b: { Name: 'old', SystemModstamp: 'now' },
    });
    const outcomes = await save([change('a', 'mine'), change('b', 'mine')]);
    assert.deepEqual(outcomes, [
      { state: 'conflict', current: { Name: 'theirs' } },
      { state: 'conflict', current: { Name: 'old' } },
    ]);
    assert.deepEqual(writes, []);
    await save([{ object: 'Account', id: 'a', fields: { Name: 'mine' } }]);
    assert.equal(rows.a?.Name, 'mine');
  });

  it('takes either of the dates that a record can have', async () => {
    const { save, rows } = smallOrg({
      a: { Name: 'old', SystemModstamp: 'night', LastModifiedDate: 'then' },
      b: { Name: 'old', SystemModstamp: 'now', LastModifiedDate: 'now' },
    });
    const outcomes = await save([change('a', 'mine'), change('b', 'mine')]);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['saved', 'conflict'],
    );
    assert.equal(rows.a?.Name, 'mine');
  });

  it('deletes in calls of their own, what nobody has changed and what is not gone already', async () => {
    const { save, rows, writes } = smallOrg({ ...rowsOf('a', 'b', 'c'), d: { SystemModstamp: 'now' } });
    const gone = (id: string, modified?: string) => ({ object: 'Account', id, fields: {}, delete: true, modified });
    const outcomes = await save([gone('a', 'then'), change('b', 'new'), gone('gone'), gone('d', 'then'), gone('c')]);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['saved', 'saved', 'saved', 'conflict', 'saved'],
    );
    assert.deepEqual(writes, [['a', 'c'], ['b']]);
    assert.deepEqual(Object.keys(rows), ['b', 'd']);
  });

  it('compares values where no date is known', async () => {
    const { save } = smallOrg({ a: { Name: 'theirs', SystemModstamp: 'now' }, b: row() });
    const blind = { modified: undefined };
    const outcomes = await save([change('a', 'mine', blind), change('b', 'mine', blind)]);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['conflict', 'saved'],
    );
  });

  it('writes nothing twice after a lost answer, and what was never written once', async () => {
    for (const [lost, again] of [
      ['after', 1],
      ['before', 2],
    ] as const) {
      const { save, rows, writes, trouble } = smallOrg(rowsOf('a'));
      trouble.lost = lost;
      assert.equal((await save([change('a', 'new')]))[0]?.state, 'unknown');
      trouble.lost = undefined;
      assert.equal((await save([change('a', 'new')]))[0]?.state, 'saved');
      assert.equal(writes.length, again);
      assert.equal(rows.a?.Name, 'new');
    }
  });

  it('stops where the org refuses the whole call, and says what was not sent', async () => {
    const ids = Array.from({ length: 401 }, (_, number) => `id${number}`);
    const { save, trouble, writes } = smallOrg(rowsOf(...ids));
    trouble.refused = true;
    const outcomes = await save(ids.map(id => change(id, 'new')));
    assert.equal(outcomes.filter(({ state }) => state === 'failed').length, 200);
    assert.equal(outcomes.filter(({ state }) => state === 'notSent').length, 201);
    assert.equal(writes.length, 1);
  });

  it('tells what is saved though a later reading fails or is cancelled', async () => {
    const ids = Array.from({ length: 401 }, (_, number) => `id${number}`);
    const cancel = new AbortController();
    const broken = new SalesforceError({ code: 'ORG_UNREACHABLE', message: 'ECONNRESET' });
    const stopped = () => {
      cancel.abort();
      return cancelled();
    };
    for (const [fail, expected] of [
      [() => broken, ['saved', 'failed', 'notSent']],
      [stopped, ['saved', 'notSent', 'notSent']],
    ] as const) {
      const { save, trouble, writes } = smallOrg(rowsOf(...ids));
      trouble.reading = async asked => {
        if (asked.includes('id200')) throw fail();
      };
      const outcomes = await save(
        ids.map(id => change(id, 'new')),
        cancel.signal,
      );
      assert.deepEqual(
        [0, 199, 200, 399, 400].map(place => outcomes[place]?.state),
        [expected[0], expected[0], expected[1], expected[1], expected[2]],
      );
      assert.equal(writes.length, 1);
    }
  });

  it('throws where nothing could be read at all', async () => {
    const { save, trouble } = smallOrg(rowsOf('a'));
    trouble.reading = () => Promise.reject(new SalesforceError({ code: 'ORG_UNREACHABLE', message: 'down' }));
    await assert.rejects(save([change('a', 'new')]), { code: 'ORG_UNREACHABLE' });
  });

  it('takes names in any case, and a field that the org does not tell for no null', async () => {
    const { save, writes } = smallOrg(rowsOf('a', 'b', 'c'));
    const outcomes = await save([
      change('a', null, { fields: { name: null }, before: { NAME: 'old' } }),
      change('b', null, { fields: { name: 'mine' }, before: { name: 'other' } }),
      change('c', null, { fields: { Secret__c: null } }),
    ]);
    assert.deepEqual(outcomes, [
      { state: 'saved' },
      { state: 'conflict', current: { name: 'old' } },
      { state: 'failed', code: 'BAD_ANSWER', message: 'The answer lacks Secret__c.', fields: ['Secret__c'] },
    ]);
    assert.deepEqual(writes, [['a']]);
  });

  it('sends objects apart, and nothing once cancelled', async () => {
    const { save, writes } = smallOrg(rowsOf('a', 'b', 'c'));
    await save([change('a', '1'), change('b', '2', { object: 'Contact' }), change('c', '3')]);
    assert.deepEqual(writes, [['a', 'c'], ['b']]);
    const [outcome] = await save([change('a', '4')], AbortSignal.abort());
    assert.deepEqual(outcome, { state: 'notSent' });
    assert.equal(writes.length, 2);
  });
});
