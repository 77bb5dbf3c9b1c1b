import assert from 'node:assert/strict';
import { referencesIn, resolveReferences } from '../../../../server/src/localOrg/api/composite/references.ts';

const answers = new Map<string, unknown>([
  ['account', { id: '001', success: true, errors: [] }],
  ['query', { records: [{ Name: 'A', Amount: 1.5, Owner: { Name: 'O' }, Website: null }] }],
  ['many', [{ id: '003' }]],
]);

describe('references between subrequests', () => {
  const cases: readonly [value: unknown, resolved: unknown][] = [
    ['@{account.id}', '001'],
    ['x/@{account.id}/y/@{many[0].id}', 'x/001/y/003'],
    ['@{query.records[0].Owner.Name}', 'O'],
    ['@{query.records[0].Amount}', 1.5],
    ['@{query.records[0].Website}', null],
    ['a @{query.records[0].Website} b', 'a  b'],
    [
      { A: ['@{account.success}'], B: { C: '@{many[0].id}' }, D: 1 },
      { A: [true], B: { C: '003' }, D: 1 },
    ],
    ['no @ reference {x}', 'no @ reference {x}'],
  ];
  for (const [value, resolved] of cases) {
    it(`fill in ${JSON.stringify(value)}`, () => assert.deepEqual(resolveReferences(value, answers), resolved));
  }

  for (const path of [
    'nobody.id',
    'account.Id',
    'account',
    'query.records[1].Name',
    'query.records',
    'account.constructor',
  ]) {
    it(`refuse @{${path}}`, () => {
      const id = path.split('.')[0];
      const message = `Invalid reference specified. No value for ${path} found in ${id}`;
      assert.throws(() => resolveReferences(`@{${path}}`, answers), {
        errorCode: 'PROCESSING_HALTED',
        status: 400,
        message,
      });
    });
  }

  it('are found anywhere in a value', () => {
    assert.deepEqual(referencesIn(['x/@{a.id}', { b: '@{b[0].id}' }]), ['a', 'b']);
  });
});
