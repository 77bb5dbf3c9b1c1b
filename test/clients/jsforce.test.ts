import assert from 'node:assert/strict';
import { Connection, OAuth2 } from 'jsforce';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { signIn } from '../harness/signIn.ts';

// A client that nobody here wrote: what it cannot do, the org does wrong.

const redirectUri = 'http://localhost:1717/OauthRedirect';

// jsforce has no types for these.
interface ListView {
  readonly id: string;
  readonly developerName: string;
}
interface ListViewResults {
  readonly columns: readonly { readonly fieldNameOrPath: string }[];
  readonly records: readonly { readonly columns: readonly { readonly value: unknown }[] }[];
}

describe('jsforce on the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let connection: Connection;
  before(async () => {
    org = await startLocalOrg();
    connection = new Connection({ instanceUrl: org.origin, accessToken: org.accessToken, version: '66.0' });
  });
  after(() => org.stop());

  /** By authorization code with PKCE, through the pages that a person sees. */
  async function signInByBrowser(): Promise<Connection> {
    const oauth2 = new OAuth2({
      loginUrl: org.origin,
      clientId: 'SalesforceIntegrationWorkbench',
      redirectUri,
      useVerifier: true,
    });
    const { username, password } = org;
    const url = oauth2.getAuthorizationUrl({ scope: 'api refresh_token id', state: 'abc' });
    const target = await signIn(url, { username, password, decision: 'allow' });
    assert.equal(target.searchParams.get('state'), 'abc');
    const signedIn = new Connection({ oauth2, version: '66.0' });
    await signedIn.authorize(target.searchParams.get('code') ?? '');
    return signedIn;
  }

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

  it('signs in by authorization code with PKCE and knows who it is', async () => {
    const signedIn = await signInByBrowser();
    const identity = await signedIn.identity();
    assert.equal(identity.username, org.username);
    assert.equal(identity.organization_id, org.organizationId);
    assert.equal(signedIn.userInfo?.id, identity.user_id);
  });

  it('finds the identity from the resources when it starts with a token', async () => {
    assert.equal((await connection.identity()).username, org.username);
  });

  it('refreshes an expired session, and again with the rotated refresh token', async () => {
    const signedIn = await signInByBrowser();
    const rotated = [signedIn.refreshToken];
    signedIn.on('refresh', (_token: string, reply: { refresh_token: string }) => {
      signedIn.refreshToken = reply.refresh_token;
      rotated.push(reply.refresh_token);
    });
    for (let round = 0; round < 2; round++) {
      await org.admin('expire-tokens', { method: 'POST' });
      assert.ok((await signedIn.query('SELECT Id FROM User LIMIT 1')).done);
    }
    assert.equal(new Set(rotated).size, 3);
    const { access_token: accessToken } = (await (await org.admin('token', { method: 'POST' })).json()) as {
      access_token: string;
    };
    connection.accessToken = accessToken;
  });

  it('signs in with a user name and a password', async () => {
    const { origin: loginUrl, clientSecret } = org;
    const oauth2 = { loginUrl, clientId: 'LocalOrgIntegration', clientSecret, redirectUri };
    const signedIn = new Connection({ oauth2 });
    const { organizationId } = await signedIn.loginByOAuth2(org.username, org.password);
    assert.equal(organizationId, org.organizationId);
  });

  it('describes', async () => {
    const { sobjects } = await connection.describeGlobal();
    assert.ok(sobjects.some(object => object.name === 'BigTable__c' && object.custom));
    const { fields, childRelationships } = await connection.describe('Account');
    assert.ok(fields.some(field => field.name === 'Industry' && (field.picklistValues?.length ?? 0) > 0));
    assert.ok(childRelationships.some(child => child.relationshipName === 'Contacts'));
  });

  it('reads more than 5,000 rows through queryMore', async () => {
    const ids = new Set<unknown>();
    let result = await connection.query('SELECT Id, Name FROM BigTable__c');
    const total = result.totalSize;
    for (;;) {
      for (const record of result.records) ids.add(record.Id);
      if (result.done) break;
      result = await connection.queryMore(result.nextRecordsUrl ?? '');
    }
    assert.ok(total > 5000);
    assert.equal(ids.size, total);
    const fetched = await connection.query('SELECT Id FROM BigTable__c', { autoFetch: true, maxFetch: total });
    assert.equal(fetched.records.length, total);
  });

  it('creates, reads, updates, upserts and deletes', async () => {
    const accounts = connection.sobject('Account');
    const created = await accounts.create({ Name: 'From jsforce', Industry: 'Energy' });
    assert.ok(created.success && created.id);
    assert.equal((await accounts.retrieve(created.id)).Name, 'From jsforce');
    assert.ok((await accounts.update({ Id: created.id, Name: 'Changed' })).success);
    const [found] = await accounts.find({ Id: created.id }, ['Name', 'Industry']);
    assert.deepEqual([found?.Name, found?.Industry], ['Changed', 'Energy']);
    assert.ok((await accounts.destroy(created.id)).success);
    await assert.rejects(async () => accounts.retrieve(created.id ?? ''), { name: 'ENTITY_IS_DELETED' });

    const table = connection.sobject('UpsertTable__c');
    const first = await table.upsert({ Name: 'New', ExtId__c: 'jsforce-1' }, 'ExtId__c');
    const second = await table.upsert({ Name: 'Old', ExtId__c: 'jsforce-1' }, 'ExtId__c');
    assert.deepEqual([first.success, second.success, first.id], [true, true, second.id]);
  });

  it('keeps Apex classes by the Tooling API', async () => {
    const classes = connection.tooling.sobject('ApexClass');
    const created = await classes.create({ Name: 'FromJsforce', Body: 'public class FromJsforce {}' });
    assert.ok(created.success && created.id);
    const [found] = await classes.find({ Name: 'FromJsforce' }, ['Id', 'Body']);
    assert.deepEqual([found?.Id, found?.Body], [created.id, 'public class FromJsforce {}']);
    const { records } = await connection.tooling.query(
      "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' LIMIT 3",
    );
    assert.equal(records.length, 3);
    assert.ok((await connection.tooling.describe('ApexClass')).fields.length > 5);
    await assert.rejects(connection.tooling.executeAnonymous('x'), { name: 'FUNCTIONALITY_NOT_ENABLED' });
    assert.ok((await classes.destroy(created.id ?? '')).success);
  });

  it('gets Salesforce errors by their code', async () => {
    await assert.rejects(async () => connection.query('SELECT Nope FROM Account'), { name: 'INVALID_FIELD' });
    await assert.rejects(async () => connection.sobject('Contact').create({}), { name: 'REQUIRED_FIELD_MISSING' });
    await assert.rejects(async () => connection.describe('Nope'), { name: 'NOT_FOUND' });
  });

  it('knows the limits', async () => {
    const limits = await connection.limits();
    assert.equal(limits.DailyApiRequests?.Max, 15_000);
    assert.equal(connection.limitInfo.apiUsage?.limit, 15_000);
  });

  it('signs out', async () => {
    const signedIn = await signInByBrowser();
    await signedIn.logout();
    assert.equal(signedIn.accessToken, null);
  });
});
