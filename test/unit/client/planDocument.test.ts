import assert from 'node:assert/strict';
import { planDocument } from '../../../client/src/plans/planDocument.ts';
import type { PlanItem } from '../../../server/src/protocol/plans.ts';
import { german, words } from './words.ts';

const scan: PlanItem = {
  cardinality: 12_000,
  fields: [],
  leadingOperation: 'TableScan',
  notes: [{ description: 'Not considering filter because unindexed', fields: ['Title__c'], object: 'Big__c' }],
  relativeCost: 1.4,
  objectCardinality: 12_000,
  object: 'Big__c',
};
const index: PlanItem = {
  ...scan,
  leadingOperation: 'Index',
  fields: ['OwnerId'],
  cardinality: 90,
  relativeCost: 0.02,
};

describe('the document of a query plan', () => {
  const check = (title: string, plans: readonly PlanItem[], ...expected: RegExp[]) =>
    it(title, () => {
      const text = planDocument('SELECT Id FROM Big__c', plans, 'Acme', words);
      for (const one of expected) assert.match(text, one);
    });
  check(
    'says what a scan is, and what the org remarks',
    [scan],
    /Acme reads every row of Big\\_\\_c: no filter/,
    /look at 12,000 of the 12,000 rows/,
    /cost is \*\*1\.4\*\*: above 1/,
    /unindexed: `Title__c`/,
  );
  check(
    'puts all plans into a table, the one taken first',
    [index, scan],
    /Acme finds the rows by an index on OwnerId/,
    /\| taken \| Index \| OwnerId \| 0\.02 \| 90 of [\d,]+ \|/,
    /\| 2 \| TableScan \|/,
  );
  check('knows sharing', [{ ...index, leadingOperation: 'Sharing' }], /shared with you/);
  check('and what nobody knows', [{ ...index, leadingOperation: 'Other' }], /optimization of its own/);
  check('says when there is none', [], /gives no plan/);

  it('writes numbers in the language of the display', () => {
    const text = planDocument('SELECT Id FROM Big__c', [scan, index], 'Acme', german);
    assert.match(text, /cost is \*\*1,4\*\*/);
    assert.match(text, /\| 0,02 \| 90 of 12\.000 \|/);
  });

  it('takes no markup from the org or from the query', () => {
    const hostile = '<img src=x onerror=alert(1)> [x](command:y) |`';
    const text = planDocument('SELECT `````', [{ ...scan, object: hostile, notes: [] }], hostile, words);
    const outside = text.replace(/^(`{3,})sql.*?^\1$/ms, '');
    assert.doesNotMatch(outside, /(?<!\\)[<[]|(?<!\\)`/);
  });
});
