import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { namesOf, orgNamed, tellingName, valueFor, versionOf } from '../../../client/src/orgs/orgNames.ts';
import { readCliConfig } from '../../../client/src/orgs/projectOrg.ts';

const acme = {
  username: 'ann@acme.example',
  name: 'Acme',
  instanceUrl: 'https://acme.my.salesforce.com',
  kind: 'production',
} as const;

describe('the names of an org', () => {
  it('are its aliases, its username, its name and its My Domain', () => {
    const aliases = { prod: 'Ann@acme.example', other: 'bob@acme.example' };
    assert.deepEqual(namesOf(acme, aliases), ['prod', 'ann@acme.example', 'Acme', 'acme']);
    const sandbox = { ...acme, instanceUrl: 'https://acme--uat.sandbox.my.salesforce.com' };
    assert.deepEqual(namesOf(sandbox, {}).at(-1), 'acme--uat');
    const local = { ...acme, instanceUrl: 'http://127.0.0.1:4000', kind: 'local' } as const;
    assert.deepEqual(namesOf(local, {}).at(-1), 'local');
  });

  it('find it without case; the one that is written down is no other org’s', () => {
    const orgs = [
      { username: 'a@x.example', names: ['a@x.example', 'Acme'] },
      { username: 'b@x.example', names: ['prod', 'b@x.example', 'Acme'] },
    ];
    assert.equal(orgNamed(orgs, 'PROD'), orgs[1]);
    assert.equal(orgNamed(orgs, 'nobody'), undefined);
    assert.equal(orgNamed(orgs, undefined), undefined);
    assert.deepEqual(
      orgs.map(org => tellingName(org, orgs)),
      ['a@x.example', 'prod'],
    );
  });

  it('go with an API version only where that is one: it becomes part of addresses', () => {
    assert.equal(versionOf(' 67.0 '), '67.0');
    for (const text of ['', '67', 'v67.0', '67.0/../../secur/logout.jsp', '67.0?a=b', '67.0\n68.0'])
      assert.equal(versionOf(text), undefined, text);
  });

  it('find what a setting holds for it', () => {
    const versions = { 'A@X.example': '60.0', acme: '' };
    assert.equal(valueFor(['a@x.example', 'Other'], versions), '60.0');
    assert.equal(valueFor(['b@x.example', 'Acme'], versions), '');
    assert.equal(valueFor(['b@x.example'], versions), undefined);
  });
});

describe('the org of a Salesforce project', () => {
  let home: string;
  let folder: string;
  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), 'home-'));
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'project-'));
  });
  afterEach(() => Promise.all([home, folder].map(one => fs.rm(one, { recursive: true }))));

  const write = async (file: string, value: unknown) => {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  };
  const read = () => readCliConfig([folder], home);

  it('is none without a project, whatever the user’s default is', async () => {
    await write(path.join(home, '.sf/config.json'), { 'target-org': 'mine' });
    assert.deepEqual(await read(), { targetOrg: undefined, aliases: {} });
  });

  it('is the folder’s, else the user’s, in the new file or the old one', async () => {
    await write(path.join(folder, 'sfdx-project.json'), {});
    assert.equal((await read()).targetOrg, undefined);
    await write(path.join(home, '.sfdx/sfdx-config.json'), { defaultusername: 'old' });
    assert.equal((await read()).targetOrg, 'old');
    await write(path.join(home, '.sf/config.json'), { 'target-org': 'mine' });
    assert.equal((await read()).targetOrg, 'mine');
    await write(path.join(folder, '.sf/config.json'), { 'target-org': 'project' });
    assert.equal((await read()).targetOrg, 'project');
    await write(path.join(folder, '.sf/config.json'), '{"target');
    assert.equal((await read()).targetOrg, 'mine');
  });

  it('comes with the aliases', async () => {
    await write(path.join(home, '.sfdx/alias.json'), { orgs: { uat: 'ann@acme.example.uat', odd: 3 } });
    assert.deepEqual((await read()).aliases, { uat: 'ann@acme.example.uat' });
  });
});
