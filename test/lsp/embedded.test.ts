import assert from 'node:assert/strict';
import { describeObject } from '../../server/src/protocol/schema.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

describe('queries in other languages', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org, initialization: { embedded: true } });
    await server.request(describeObject, { org: server.orgKey, object: 'Account' });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  const labels = async (marked: string, languageId: string) =>
    (await server.complete(marked, languageId)).map(item => item.label);
  const problems = (text: string, languageId: string) => server.diagnose(text, undefined, languageId);

  it('are asked for by a few features', async () => {
    await server.complete('x|', 'apex');
    assert.ok(server.registered.includes('textDocument/completion'));
    assert.ok(server.registered.includes('textDocument/didOpen'));
    assert.ok(!server.registered.includes('textDocument/formatting'));
  });

  it('are completed', async () => {
    assert.ok((await labels('a = [SELECT Indus| FROM Account];', 'apex')).includes('Industry'));
    assert.ok((await labels("a = Database.query('SELECT Indus| FROM Account');", 'apex')).includes('Industry'));
    assert.ok((await labels('const q = soql`SELECT Indus| FROM Account`;', 'typescript')).includes('Industry'));
  });

  it('leave the rest of the text alone', async () => {
    assert.deepEqual(await labels('Account a = [SELECT Id FROM Account]; |', 'apex'), []);
    assert.deepEqual(await labels('const sel|', 'typescript'), []);
    assert.deepEqual(await problems('SELECT Nothing FROM Account', 'typescript'), []);
    assert.deepEqual(await problems('let x;\n'.repeat(100_000), 'typescript'), []);
  });

  it('are checked in their place', async () => {
    assert.deepEqual(await problems('class A {\n  List<Account> a = [SELECT Nme FROM Account];\n}', 'apex'), [
      "1:28 Account has no field 'Nme'.",
    ]);
    assert.deepEqual(await problems('soql`SELECT Nme FROM Account WHERE Id = $' + '{id}`', 'typescript'), [
      "0:12 Account has no field 'Nme'.",
    ]);
    assert.deepEqual(await problems('a = [SELECT FIELDS(ALL) FROM Account LIMIT 5];', 'apex'), [
      '0:12 Apex does not support FIELDS(ALL).',
    ]);
  });

  it('are not judged where the program puts them together', async () => {
    assert.deepEqual(await problems("a = Database.query('SELECT Id FROM ' + name);", 'apex'), []);
    assert.deepEqual(await problems('soql`SELECT $' + '{fields} FROM Account`', 'typescript'), []);
  });

  it('get their quotes as the host writes them', async () => {
    const where = 'SELECT Id FROM Account WHERE Industry = |';
    const textOf = async (marked: string) =>
      (await server.complete(marked, 'apex')).find(item => item.label === "'Energy'")?.textEditText;
    assert.equal(await textOf(`a = Database.query('${where}');`), "\\'Energy\\'");
    assert.equal(await textOf(`a = [${where}];`), undefined);
  });

  it('are corrected', async () => {
    const uri = await server.open('soql`SELECT Nme FROM Account`', 'typescript');
    const at = { line: 0, character: 13 };
    const fixes: { title: string }[] = await server.lsp('textDocument/codeAction', uri, {
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    assert.equal(fixes[0]?.title, 'Change to Name');
  });
});
