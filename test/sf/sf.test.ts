import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fetchIdentity } from '../../client/src/auth/identity.ts';
import { cliToken, listCliOrgs } from '../../client/src/auth/salesforceCli.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { signIn } from '../harness/signIn.ts';
import { type Cli, createCli } from './cli.ts';
import { ensureCli } from './install.ts';

interface Saved {
  readonly id: string;
  readonly success: boolean;
}
interface Rows {
  readonly totalSize: number;
  readonly records: readonly Record<string, unknown>[];
}
interface Loaded {
  readonly processedRecords: number;
  readonly failedRecords: number;
}

describe('the Salesforce CLI on the local org', function () {
  this.timeout(60_000);

  let org: LocalOrg;
  let cli: Cli;
  before(async function () {
    this.timeout(300_000);
    await ensureCli();
    const folder = fs.mkdtempSync(path.join(temporaryFolder(), 'sf-'));
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    fs.writeFileSync(path.join(folder, 'public.pem'), publicKey);
    org = await startLocalOrg({ args: ['--jwt-key', path.join(folder, 'public.pem')] });
    cli = await createCli(folder);
    cli.set('SF_AUDIENCE_URL', org.origin);
    cli.file('private.pem', privateKey);
  });
  after(() => org.stop());

  /** The last sign-in of a user is the one that counts, so each command names the user and not an alias. */
  const run = (...args: string[]) => cli.run(...args, '--target-org', org.username);
  const query = async (soql: string) => (await run('data', 'query', '--query', soql)) as Rows;

  const who = async () => {
    const { id, username, connectedStatus } = (await run('org', 'display')) as Record<string, string>;
    return { id, username, connectedStatus };
  };
  const expected = () => ({ id: org.organizationId, username: org.username, connectedStatus: 'Connected' });

  it('signs in by JWT bearer', async () => {
    const key = ['--client-id', 'LocalOrgIntegration', '--jwt-key-file', 'private.pem'];
    await cli.run('org', 'login', 'jwt', ...key, '--username', org.username, '--instance-url', org.origin);
    assert.deepEqual(await who(), expected());
  });

  it('signs in by a browser', async () => {
    const login = cli.run('org', 'login', 'web', '--instance-url', org.origin);
    const { username, password } = org;
    const target = await signIn(await cli.openedPage(), { username, password, decision: 'allow' });
    await visit(target);
    const { instanceUrl } = (await login) as Record<string, string>;
    assert.equal(instanceUrl, org.origin);
    assert.deepEqual(await who(), expected());
    await org.admin('expire-tokens', { method: 'POST' });
    assert.equal((await query('SELECT Id FROM Account LIMIT 1')).totalSize, 1, 'after a refresh');
  });

  it('hands its orgs and their tokens to the extension, and refreshes them for it', async () => {
    const { username, origin } = org;
    const listed = await listCliOrgs(path.join(cli.folder, '.sfdx'));
    assert.deepEqual(
      listed.map(one => [one.username, one.instanceUrl]),
      [[username, origin]],
    );
    await org.admin('expire-tokens', { method: 'POST' });
    const accessToken = await cliToken(username, { run: args => cli.print(...args) });
    assert.equal((await fetchIdentity(origin, accessToken)).username, username);
  });

  it('signs in with an access token', async () => {
    const { access_token: token } = (await (await org.admin('token', { method: 'POST' })).json()) as {
      access_token: string;
    };
    cli.set('SF_ACCESS_TOKEN', token);
    const login = (await cli.run('org', 'login', 'access-token', '--instance-url', org.origin, '--no-prompt')) as {
      isDevHub: boolean;
    };
    assert.equal(login.isDevHub, false);
    assert.deepEqual(await who(), expected());
  });

  it('queries, with parents, children and aggregates', async () => {
    const soql = 'SELECT Id, Owner.Name, (SELECT Id FROM Contacts LIMIT 1) FROM Account LIMIT 2';
    const { totalSize, records } = await query(soql);
    assert.equal(totalSize, 2);
    assert.deepEqual(Object.keys(records[0] ?? {}), ['attributes', 'Id', 'Owner', 'Contacts']);
    const groups = await query('SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry');
    assert.ok(groups.records.every(({ n }) => typeof n === 'number'));
    const target = ['--target-org', org.username];
    const csv = await cli.print('data', 'query', '-q', 'SELECT Name FROM Account LIMIT 1', '-r', 'csv', ...target);
    assert.match(csv, /^Name\n\S/);
    await assert.rejects(query('SELECT Nope FROM Account'), /No such column 'Nope'/);
  });

  it('creates, reads, updates and deletes records', async () => {
    const account = ['--sobject', 'Account'];
    const values = "Name='From sf' Industry=Energy";
    const { id } = (await run('data', 'create', 'record', ...account, '--values', values)) as Saved;
    const found = (await run('data', 'get', 'record', ...account, '--where', "Name='From sf'")) as Record<
      string,
      string
    >;
    assert.deepEqual([found.Id, found.Industry], [id, 'Energy']);
    await run('data', 'update', 'record', ...account, '--record-id', id, '--values', "Name='Changed'");
    const changed = (await run('data', 'get', 'record', ...account, '--record-id', id)) as Record<string, string>;
    assert.equal(changed.Name, 'Changed');
    assert.ok(((await run('data', 'delete', 'record', ...account, '--record-id', id)) as Saved).success);
    await assert.rejects(run('data', 'get', 'record', ...account, '--record-id', id), /deleted|does not exist/);
  });

  it('loads, changes, upserts, exports and deletes in bulk', async () => {
    const wait = ['--wait', '2'];
    const load = async (verb: string, file: string) =>
      (await run('data', verb, 'bulk', '--sobject', 'Account', '--file', file, ...wait)) as Loaded;
    const imported = await load('import', cli.file('new.csv', 'Name\nBulk sf 1\nBulk sf 2\n'));
    assert.deepEqual([imported.processedRecords, imported.failedRecords], [2, 0]);
    const { records } = await query("SELECT Id FROM Account WHERE Name LIKE 'Bulk sf%'");
    const ids = records.map(({ Id }) => String(Id));
    const updated = await load('update', cli.file('update.csv', `Id,Site\n${ids.map(id => `${id},North\n`).join('')}`));
    assert.equal(updated.failedRecords, 0);
    assert.equal((await query("SELECT Id FROM Account WHERE Site = 'North' AND Name LIKE 'Bulk sf%'")).totalSize, 2);
    await load('delete', cli.file('delete.csv', `Id\n${ids.join('\n')}\n`));
    assert.equal((await query("SELECT Id FROM Account WHERE Name LIKE 'Bulk sf%'")).totalSize, 0);

    const rows = cli.file('upsert.csv', 'Name,ExtId__c\nA,sf-1\nB,sf-2\n');
    const key = ['--sobject', 'UpsertTable__c', '--external-id', 'ExtId__c'];
    for (let round = 0; round < 2; round++) await run('data', 'upsert', 'bulk', ...key, '--file', rows, ...wait);
    assert.equal((await query("SELECT Id FROM UpsertTable__c WHERE ExtId__c IN ('sf-1', 'sf-2')")).totalSize, 2);

    const output = ['--output-file', 'exported.csv', '--result-format', 'csv'];
    await run('data', 'export', 'bulk', '--query', 'SELECT Id, Name FROM BigTable__c', ...output, ...wait);
    assert.equal(fs.readFileSync(path.join(cli.folder, 'exported.csv'), 'utf8').trimEnd().split('\n').length, 6001);
  });

  it('exports and imports trees of records', async () => {
    const soql =
      'SELECT Id, Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Contact)';
    await run('data', 'export', 'tree', '--query', `${soql} LIMIT 2`, '--output-dir', 'trees', '--plan');
    const plan = fs.readdirSync(path.join(cli.folder, 'trees')).find(name => name.endsWith('plan.json')) ?? '';
    const imported = (await run('data', 'import', 'tree', '--plan', path.join('trees', plan))) as { type: string }[];
    assert.equal(imported.filter(({ type }) => type === 'Account').length, 2);
    assert.ok(imported.some(({ type }) => type === 'Contact'));
  });

  it('queries the Tooling API', async () => {
    const soql =
      "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' LIMIT 2";
    const { records } = (await run('data', 'query', '--use-tooling-api', '--query', soql)) as Rows;
    assert.equal(records.length, 2);
  });

  it('searches', async () => {
    const found = (await run('data', 'search', '--query', 'FIND {Insurance} RETURNING Account(Name)')) as {
      searchRecords: unknown[];
    };
    assert.ok(found.searchRecords.length > 0);
  });

  it('lists and describes objects', async () => {
    const custom = (await run('sobject', 'list', '--sobject', 'custom')) as string[];
    assert.ok(custom.includes('BigTable__c') && !custom.includes('Account'));
    const described = (await run('sobject', 'describe', '--sobject', 'Account')) as { fields: unknown[] };
    assert.ok(described.fields.length > 50);
  });

  it('knows the limits and counts', async () => {
    const limits = (await run('org', 'list', 'limits')) as { name: string; max: number }[];
    assert.equal(limits.find(({ name }) => name === 'DailyApiRequests')?.max, 15_000);
    const counts = (await run('org', 'list', 'sobject', 'record-counts', '--sobject', 'BigTable__c')) as object[];
    assert.deepEqual(counts, [{ name: 'BigTable__c', count: 6000 }]);
  });

  it('sends requests of any kind', async () => {
    const target = ['--target-org', org.username];
    const answer = await cli.print('api', 'request', 'rest', '/services/data/v67.0/limits', ...target);
    assert.equal((JSON.parse(answer) as { DailyApiRequests: { Max: number } }).DailyApiRequests.Max, 15_000);
    const body = ['--method', 'POST', '--body', JSON.stringify({ Name: 'By request' })];
    const made = await cli.print('api', 'request', 'rest', '/services/data/v67.0/sobjects/Account', ...body, ...target);
    assert.ok((JSON.parse(made) as Saved).success);
  });

  it('signs out', async () => {
    await run('org', 'logout', '--no-prompt');
    await assert.rejects(run('org', 'display'), /No authorization information found/);
  });
});

/**
 * What a browser does with a redirect. The CLI listens before it opens the browser and answers only after that, so a
 * request that comes too early is never answered.
 */
async function visit(url: URL): Promise<void> {
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(3000) });
      return;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
    }
  }
}
