import assert from 'node:assert/strict';
import { checkMapping, type LoadField, type LoadMapping, loadFields } from '../../server/src/protocol/bulk.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

describe('the mapping of a file to an object of the local org', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  const fieldsFor = (object: string, titles: readonly string[]) =>
    server.request(loadFields, { org: server.orgKey, object, titles });

  it('goes by name, label and similarity', async () => {
    const { columns } = await fieldsFor('Contact', ['lastname', 'First Name', 'Mailing Cty', 'Nothing like it']);
    assert.deepEqual(columns, {
      lastname: 'LastName',
      'First Name': 'FirstName',
      'Mailing Cty': 'MailingCity',
      'Nothing like it': null,
    });
  });

  it('names parents, and describes one only when a title asks for it', async () => {
    const calls = async () =>
      (await org.log()).filter(({ path }) => decodeURIComponent(path).includes('/sobjects/User/describe')).length;
    const before = await fieldsFor('BigTable__c', ['Name']);
    assert.deepEqual(before.fields.find(({ path }) => path === 'OwnerId')?.parents, ['Owner']);
    assert.deepEqual(keysOf(before.fields), []);
    assert.equal(await calls(), 0);
    const asked = await fieldsFor('BigTable__c', ['Owner.Id']);
    assert.ok(keysOf(asked.fields).length > 0);
    assert.equal(await calls(), 1);
  });

  const keysOf = (fields: readonly LoadField[]) => fields.filter(({ path }) => path.startsWith('Owner.'));

  const problems: readonly (readonly [string, Partial<LoadMapping>, readonly string[]])[] = [
    ['nothing', { columns: { A: 'LastName' } }, []],
    ['a required field without a column', { columns: { A: 'FirstName' } }, ['MISSING_REQUIRED LastName']],
    ['a field of two columns', { columns: { A: 'LastName', B: 'lastname' } }, ['MAPPED_TWICE lastname']],
    ['an unknown field', { columns: { A: 'LastName', B: 'Nope' } }, ['UNKNOWN_FIELD Nope']],
    [
      'a constant that a column has too',
      { columns: { A: 'LastName' }, constants: { LastName: 'x' } },
      ['MAPPED_TWICE LastName'],
    ],
    ['an update without ids', { operation: 'update', columns: { A: 'LastName' } }, ['MISSING_ID Id']],
    ['a column that the file has not', { columns: { A: 'LastName', Gone: 'Nope' } }, []],
  ];
  for (const [what, more, expected] of problems) {
    it(`tells without its rows: ${what}`, async () => {
      const mapping: LoadMapping = { object: 'Contact', operation: 'insert', columns: {}, ...more };
      const { problems: found } = await server.request(checkMapping, {
        org: server.orgKey,
        mapping,
        titles: ['A', 'B'],
      });
      assert.deepEqual(
        found.map(({ code, field }) => `${code} ${field}`),
        expected,
      );
      assert.ok(found.every(({ message }) => message.length > 10));
    });
  }
});
