import assert from 'node:assert/strict';
import { limitNodes, spacedName, usageIcon, usageText } from '../../../client/src/views/limits/nodes.ts';
import { fieldNodes, lookOf, objectNodes, type SchemaNode } from '../../../client/src/views/objects/nodes.ts';
import type { FieldItem, ObjectItem } from '../../../server/src/protocol/schema.ts';
import { words } from './words.ts';

const object = (name: string, label = name): ObjectItem => ({
  name,
  label,
  custom: name.endsWith('__c'),
  queryable: true,
});
const field = (name: string, type: string, more: Partial<FieldItem> = {}): FieldItem => ({
  ...{ name, label: name, type, length: 0, custom: false, nillable: true, unique: false, externalId: false },
  ...{ calculated: false, nameField: false, referenceTo: [] },
  ...more,
});

const OBJECTS = [object('Task'), object('Deal_Registration__c', 'Deal Registration'), object('Account')];

/** The tree as indented lines. */
function draw(nodes: readonly SchemaNode[]): string[] {
  return nodes.flatMap(node => {
    const { label, description } = lookOf(node, words);
    const below = node.kind === 'group' ? node.objects.map(child => `  ${child.name}`) : [];
    return [description ? `${label} (${description})` : label, ...below];
  });
}

describe('the Objects view', () => {
  it('groups objects, custom ones first, by name', () => {
    const drawn = draw(objectNodes(OBJECTS, '', true));
    assert.deepEqual(drawn, ['Custom (1)', '  Deal_Registration__c', 'Standard (2)', '  Account', '  Task']);
  });

  it('shows one list, and filters by name and label', () => {
    assert.deepEqual(draw(objectNodes(OBJECTS, '', false)), [
      'Account',
      'Deal_Registration__c (Deal Registration)',
      'Task',
    ]);
    assert.deepEqual(draw(objectNodes(OBJECTS, ' deal reg', true)), ['Deal_Registration__c (Deal Registration)']);
    assert.deepEqual(draw(objectNodes(OBJECTS, 'nothing', true)), []);
  });

  it('puts Id and the name first, and says what type a field has', () => {
    const fields = [
      field('Zip', 'string', { length: 20 }),
      field('OwnerId', 'reference', { referenceTo: ['User', 'Group'] }),
      field('WhatId', 'reference', { referenceTo: ['Account', 'Case', 'Lead'] }),
      field('Name', 'string', { length: 80, nameField: true }),
      field('Id', 'id', { length: 18 }),
    ];
    assert.deepEqual(draw(fieldNodes(object('Account'), fields)), [
      'Id (id)',
      'Name (string(80))',
      'OwnerId (reference(User, Group))',
      'WhatId (reference(3))',
      'Zip (string(20))',
    ]);
  });

  it('tells in the tooltip what matters for writing', () => {
    const external = field('ExtId__c', 'string', { nillable: false, unique: true, externalId: true, length: 40 });
    const [node] = fieldNodes(object('UpsertTable__c'), [external]);
    assert.match(lookOf(node!, words).tooltip, /string\(40\) · required · unique · external id/);
  });

  it('keeps a label from becoming markup', () => {
    const [node] = fieldNodes(object('Account'), [field('X__c', 'string', { label: '[a](b) **c** <img>' })]);
    assert.ok(lookOf(node!, words).tooltip.startsWith('**\\[a\\]\\(b\\) \\*\\*c\\*\\* \\<img\\>**'));
  });
});

describe('the Limits view', () => {
  it('puts the most used first', () => {
    const nodes = limitNodes([
      { name: 'DailyBulkApiBatches', max: 15_000, remaining: 15_000 },
      { name: 'DataStorageMB', max: 5, remaining: 1 },
      { name: 'DailyApiRequests', max: 15_000, remaining: 14_999 },
      { name: 'SingleEmail', max: 0, remaining: 0 },
    ]);
    assert.deepEqual(
      nodes.map(node => `${node.name} ${usageText(node)} ${usageIcon(node.share)}`),
      [
        'DataStorageMB 4 / 5 (80 %) warning',
        'DailyApiRequests 1 / 15,000 (<1 %) circle-filled',
        'DailyBulkApiBatches 0 / 15,000 (0 %) circle-outline',
        'SingleEmail 0 / 0 (0 %) circle-outline',
      ],
    );
  });

  it('never says that a limit is used up before it is', () => {
    const [node] = limitNodes([{ name: 'DailyApiRequests', max: 15_000, remaining: 1 }]);
    assert.equal(usageText(node!), '14,999 / 15,000 (99 %)');
  });

  it('reads names as words', () => {
    assert.equal(spacedName('DailyBulkV2QueryJobs'), 'Daily Bulk V2 Query Jobs');
    assert.equal(spacedName('PermissionSets.CreateCustom'), 'Permission Sets: Create Custom');
  });
});
