import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

describe('records of the local org, put back', function () {
  this.timeout(30_000);
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const admin = async (path: string, expected: number): Promise<Response> => {
    const headers = { authorization: `Bearer ${org.adminToken}` };
    const answer = await fetch(`${org.origin}/local-org/${path}`, { method: 'POST', headers });
    assert.equal(answer.status, expected);
    return answer;
  };
  const count = async (soql: string): Promise<number> => {
    const answer = await org.api(`query?q=${encodeURIComponent(soql)}`);
    return ((await answer.json()) as { totalSize: number }).totalSize;
  };
  const insert = async (name: string): Promise<string> => {
    const answer = await org.api('sobjects/Account', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ Name: name }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { id: string }).id;
  };
  const found = async (word: string): Promise<number> => {
    const answer = await org.api(`search?q=${encodeURIComponent(`FIND {${word}} RETURNING Account(Name)`)}`);
    return ((await answer.json()) as { searchRecords: unknown[] }).searchRecords.length;
  };

  it('goes back to a snapshot, and to another one', async () => {
    const accounts = await count('SELECT Id FROM Account');
    await admin('snapshot', 200);
    const zebra = await insert('Zebra');
    assert.equal(await found('zebra'), 1);
    assert.deepEqual(await (await admin('snapshot?name=zebra', 200)).json(), { names: ['default', 'zebra'] });
    await org.api(`sobjects/Account/${zebra}`, { method: 'DELETE' });
    await admin('restore', 204);
    assert.equal(await count('SELECT Id FROM Account'), accounts);
    assert.equal(await found('zebra'), 0);
    assert.equal(await insert('Yak'), zebra);
    assert.equal(await found('yak'), 1);
    await admin('restore?name=zebra', 204);
    assert.equal(await count(`SELECT Id FROM Account WHERE Name = 'Zebra'`), 1);
    assert.equal(await count(`SELECT Id FROM Account WHERE Name = 'Yak'`), 0);
    assert.equal(await found('zebra'), 1);
  });

  it('goes back to the records of a new org, and keeps tokens', async () => {
    await insert('Zebra');
    await admin('reset', 204);
    assert.equal(await count(`SELECT Id FROM Account WHERE Name = 'Zebra'`), 0);
    assert.equal((await count('SELECT Id FROM User WHERE IsActive = true')) > 0, true);
    assert.equal((await org.api('limits')).status, 200);
  });

  it('ends the locators of queries', async () => {
    const answer = await org.api(`query?q=${encodeURIComponent('SELECT Id FROM Contact')}`, {
      headers: { 'sforce-query-options': 'batchSize=200' },
    });
    const { nextRecordsUrl } = (await answer.json()) as { nextRecordsUrl: string };
    await admin('reset', 204);
    const next = await org.api(`query/${nextRecordsUrl.split('/').at(-1)}`);
    assert.equal(next.status, 400);
  });

  it('knows no snapshot of another name', async () => {
    await admin('restore?name=other', 404);
  });
});
