import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

interface Rows {
  readonly totalSize: number;
  readonly done: boolean;
  readonly records: readonly Readonly<Record<string, string>>[];
}

describe('what stands behind records of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const get = async (path: string) => {
    const response = await org.api(path);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const send = (method: string, path: string, body?: object) =>
    org.api(path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  const query = async (soql: string) => (await get(`query?q=${encodeURIComponent(soql)}`)).body as Rows;
  const contact = async () =>
    (await query('SELECT Id, AccountId, Account.Name FROM Contact WHERE AccountId != null LIMIT 1')).records[0]!;

  describe('by relationship', () => {
    it('gives the parent', async () => {
      const { Id, AccountId } = await contact();
      const { body } = await get(`sobjects/Contact/${Id}/Account?fields=Id,Name`);
      const attributes = { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${AccountId}` };
      const { Name } = (await query(`SELECT Name FROM Account WHERE Id = '${AccountId}'`)).records[0]!;
      assert.deepEqual(body, { attributes, Id: AccountId, Name });
    });

    it('gives the children, as a query does', async () => {
      const { AccountId } = await contact();
      const { body } = await get(`sobjects/Account/${AccountId}/contacts?fields=Id,LastName`);
      assert.deepEqual(body, await query(`SELECT Id, LastName FROM Contact WHERE AccountId = '${AccountId}'`));
      const whole = (await get(`sobjects/Account/${AccountId}/Contacts`)).body as Rows;
      assert.ok('MailingCity' in whole.records[0]!);
    });

    it('gives the object that a polymorphic reference points at', async () => {
      const [task] = (await query('SELECT Id, WhatId, What.Type FROM Task WHERE WhatId != null LIMIT 1')).records;
      const { body } = await get(`sobjects/Task/${task?.Id}/What?fields=Id`);
      assert.equal((body as { Id: string }).Id, task?.WhatId);
    });

    it('changes and deletes the parent', async () => {
      const made = (await (await send('POST', 'sobjects/Account', { Name: 'Parent' })).json()) as { id: string };
      const child = await send('POST', 'sobjects/Contact', { LastName: 'Child', AccountId: made.id });
      const { id } = (await child.json()) as { id: string };
      assert.equal((await send('PATCH', `sobjects/Contact/${id}/Account`, { Name: 'Renamed' })).status, 204);
      assert.equal((await query(`SELECT Name FROM Account WHERE Id = '${made.id}'`)).records[0]?.Name, 'Renamed');
      assert.equal((await send('DELETE', `sobjects/Contact/${id}/Account`)).status, 204);
      assert.equal((await get(`sobjects/Account/${made.id}`)).status, 404);
    });

    it('finds nothing where there is nothing', async () => {
      const { Id } = await contact();
      const [orphan] = (await query('SELECT Id FROM Contact WHERE ReportsToId = null LIMIT 1')).records;
      for (const path of [`${Id}/Nope`, `${orphan?.Id}/ReportsTo`, '003000000000000AAA/Account']) {
        const { status, body } = await get(`sobjects/Contact/${path}`);
        assert.deepEqual([status, (body as { errorCode: string }[])[0]?.errorCode], [404, 'NOT_FOUND'], path);
      }
    });
  });

  describe('by time', () => {
    const span = (start: number, end: number) =>
      new URLSearchParams({
        start: new Date(Date.now() + start * 60_000).toISOString(),
        end: new Date(Date.now() + end * 60_000).toISOString(),
      });

    it('lists what was changed and what was deleted', async () => {
      const ids: string[] = [];
      for (const Name of ['Kept', 'Gone']) {
        ids.push(((await (await send('POST', 'sobjects/Account', { Name })).json()) as { id: string }).id);
      }
      await send('DELETE', `sobjects/Account/${ids[1]}`);
      const updated = (await get(`sobjects/Account/updated?${span(-5, 5)}`)).body as Record<string, unknown>;
      assert.deepEqual(Object.keys(updated), ['ids', 'latestDateCovered']);
      assert.ok((updated.ids as string[]).includes(ids[0]!) && !(updated.ids as string[]).includes(ids[1]!));
      const deleted = (await get(`sobjects/Account/deleted?${span(-5, 5)}`)).body as Record<string, unknown>;
      assert.deepEqual(Object.keys(deleted), ['deletedRecords', 'earliestDateAvailable', 'latestDateCovered']);
      const last = (deleted.deletedRecords as { id: string; deletedDate: string }[]).at(-1);
      assert.equal(last?.id, ids[1]);
      assert.match(String(last?.deletedDate), /^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/);
    });

    it('covers a span that lies in the past', async () => {
      const wanted = span(-20 * 24 * 60, -10 * 24 * 60);
      const { body } = await get(`sobjects/BigTable__c/updated?${wanted}`);
      const minute = (name: string) => wanted.get(name)?.replace(/:\d\d\.\d+Z/, ':00Z');
      const within = `SystemModstamp >= ${minute('start')} AND SystemModstamp < ${minute('end')}`;
      const { records } = await query(`SELECT Id FROM BigTable__c WHERE ${within} ORDER BY SystemModstamp, Id`);
      assert.ok(records.length > 0);
      assert.deepEqual(
        (body as { ids: string[] }).ids,
        records.map(({ Id }) => Id),
      );
    });

    const refused: readonly [query: string, errorCode: string][] = [
      ['', 'MISSING_ARGUMENT'],
      ['start=soon&end=later', 'INVALID_FIELD'],
      [`${span(5, -5)}`, 'INVALID_REPLICATION_DATE'],
      [`${span(-31 * 24 * 60, 0)}`, 'INVALID_REPLICATION_DATE'],
    ];
    for (const [asked, errorCode] of refused) {
      it(`refuses ${errorCode}`, async () => {
        const { status, body } = await get(`sobjects/Account/updated?${asked}`);
        assert.deepEqual([status, (body as { errorCode: string }[])[0]?.errorCode], [400, errorCode]);
      });
    }
  });

  describe('layouts', () => {
    it('hold the fields of the object, for each record type', async () => {
      const { body } = await get('sobjects/Account/describe/layouts');
      const { layouts, recordTypeMappings } = body as Record<string, Record<string, unknown>[]>;
      assert.equal(layouts?.length, 1);
      const text = JSON.stringify(layouts?.[0]?.editLayoutSections);
      assert.ok(text.includes('"value":"Industry"') && !text.includes('"value":"CreatedDate"'));
      assert.equal(recordTypeMappings?.at(-1)?.master, true);
      assert.equal(recordTypeMappings?.[0]?.layoutId, layouts?.[0]?.id);
      const one = await get(`sobjects/Account/describe/layouts/${recordTypeMappings?.[0]?.recordTypeId}`);
      assert.deepEqual(one.body, layouts?.[0]);
    });

    it('have a compact one, and tabs', async () => {
      const { body } = await get('sobjects/Account/describe/compactLayouts');
      assert.equal((body as { compactLayouts: { name: string }[] }).compactLayouts[0]?.name, 'SYSTEM');
      const tabs = (await get('tabs')).body as { name: string }[];
      assert.ok(tabs.some(({ name }) => name === 'standard-Account'));
    });

    it('are missing where an object has none', async () => {
      for (const path of [
        'RecordType/describe/layouts',
        'Account/describe/layouts/012000000000001AAA',
        'X/describe/layouts',
      ])
        assert.equal((await get(`sobjects/${path}`)).status, 404, path);
    });
  });
});
