import assert from 'node:assert/strict';
import { inOrder } from '../../../../server/src/soql/features/completion/items.ts';
import { complete } from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { checkCompletion, completionAt, viewOf } from '../../../harness/soql.ts';

const names = Array.from({ length: 1500 }, (_, i) => `Thing_${i}__c`);
const org = viewOf(
  ['Account\n  Name string', 'AccountHistory', 'Contact', 'Zebra_Crossing__c', ...names].join('\n') +
    `\nWide__c\n${Array.from({ length: 800 }, (_, i) => `  Field_${i}__c string`).join('\n')}\n  Zone__c string`,
);
const labels = (fixture: string) => completionAt(org, fixture).list.items.map(i => i.label);
const isIncomplete = (fixture: string) => completionAt(org, fixture).list.isIncomplete;

describe('long lists', () => {
  it('of more than 200 names are cut to 100 and asked for again', () => {
    assert.equal(labels('SELECT Id FROM $0').length, 100);
    assert.equal(isIncomplete('SELECT Id FROM $0'), true);
    assert.equal(isIncomplete('SELECT $0 FROM Wide__c'), true);
  });
  it('leave room for what is not a name', () => {
    const offered = labels('SELECT $0 FROM Wide__c');
    assert.ok(offered.includes('Field_98__c') && offered.includes('COUNT') && offered.includes('FIELDS(ALL)'));
  });
  it('start with what most queries are about', () => {
    assert.deepEqual(labels('SELECT Id FROM $0').slice(0, 2), ['Account', 'Contact']);
  });
  it('start with what the open files read', () => {
    const others = ['SELECT Id FROM Contact', 'SELECT Id FROM Account'].map(text => parse(text));
    const text = 'SELECT Id FROM Contact; SELECT Id FROM ';
    const few = viewOf('Account\nCase\nContact\nLead');
    const { items } = complete({
      tree: parse(text),
      schema: few,
      offset: text.length,
      others: [parse(text), ...others],
    });
    assert.deepEqual(
      [...items].sort(inOrder).map(item => item.label),
      ['Contact', 'Account', 'Lead', 'Case'],
    );
  });
  it('find a name by the start of any of its words', () => {
    checkCompletion(org, 'SELECT Id FROM Cross$0', 'Zebra_Crossing__c');
    checkCompletion(org, 'SELECT Id FROM zeb$0', 'Zebra_Crossing__c');
    checkCompletion(org, 'SELECT Zon$0 FROM Wide__c', 'Zone__c', 'field');
  });
  it('find a name by letters in order where no word starts so', () => {
    checkCompletion(org, 'SELECT Id FROM zbcr$0', 'Zebra_Crossing__c');
  });
  it('never leave out a likely name', () => {
    assert.ok(labels('SELECT Id FROM c$0').includes('Contact'));
    assert.ok(labels('SELECT Id FROM a$0').includes('Account'));
  });
  it('of one object short enough are whole', () => {
    assert.equal(isIncomplete('SELECT $0 FROM Account'), false);
  });
});
