import assert from 'node:assert/strict';
import { Connection } from 'jsforce';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';

// What a client that nobody here wrote can ask about an object beside its describe.

// jsforce has no types for these.
interface ListView {
  readonly id: string;
  readonly developerName: string;
}
interface ListViewResults {
  readonly columns: readonly { readonly fieldNameOrPath: string }[];
  readonly records: readonly { readonly columns: readonly { readonly value: unknown }[] }[];
}

describe('jsforce with what describes of the local org lead to', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let connection: Connection;
  before(async () => {
    org = await startLocalOrg();
    connection = new Connection({ instanceUrl: org.origin, accessToken: org.accessToken, version: '66.0' });
  });
  after(() => org.stop());

  it('finds every resource that describes name', async () => {
    const { sobjects } = await connection.describeGlobal();
    const paths = sobjects.flatMap(({ urls }) => Object.values(urls as Record<string, string>));
    const resources = paths.filter(path => !path.includes('{ID}'));
    assert.ok(resources.length > 100, `${resources.length} resources`);
    const missing: string[] = [];
    for (const path of resources) {
      const { ok } = await org.api(path.replace('/services/data/v66.0/', ''));
      if (!ok) missing.push(path);
    }
    assert.deepEqual(missing, []);
  });

  it('reads list views', async () => {
    const account = connection.sobject('Account');
    const { listviews } = (await account.listviews()) as { listviews: ListView[] };
    const [all] = listviews;
    assert.equal(all?.developerName, 'AllAccounts');
    const view = account.listview(all?.id ?? '');
    const { records, columns } = (await view.results()) as ListViewResults;
    assert.equal(records.length, 25);
    assert.deepEqual(columns[0]?.fieldNameOrPath, 'Name');
    const [first] = (await connection.query('SELECT Name FROM Account ORDER BY Name LIMIT 1')).records;
    assert.equal(records[0]?.columns[0]?.value, first?.Name);
    const { query } = (await view.describe()) as { query: string };
    assert.equal(
      (await connection.query(query)).totalSize,
      (await connection.query('SELECT Id FROM Account')).totalSize,
    );
    assert.equal((await view.explain()).plans[0]?.sobjectType, 'Account');
  });

  it('reads layouts, actions and what was looked at last', async () => {
    const account = connection.sobject('Account');
    assert.deepEqual(await account.approvalLayouts(), { approvalLayouts: [] });
    assert.deepEqual([await account.quickActions(), await connection.quickActions()], [[], []]);
    assert.deepEqual([await connection.recent(), await account.recent()], [[], []]);
    const { compactLayouts } = await account.compactLayouts();
    assert.equal(compactLayouts[0]?.name, 'SYSTEM');
    assert.ok((await account.layouts()).layouts.length > 0);
    assert.ok((await connection.tabs()).length > 0);
  });
});
