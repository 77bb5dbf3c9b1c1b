import assert from 'node:assert/strict';
import { apiNames } from '../../../client/src/views/objects/apiNames.ts';
import { filterObjects } from '../../../client/src/views/objects/filter.ts';
import { lookOf } from '../../../client/src/views/objects/looks.ts';
import {
  belowField,
  childNodes,
  descriptionNodes,
  type FieldNode,
  rootNodes,
  type SchemaNode,
} from '../../../client/src/views/objects/nodes.ts';
import { listPath, setupPath } from '../../../client/src/views/objects/pages.ts';
import { pickFields } from '../../../client/src/views/objects/pickFields.ts';
import { createRememberedObjects } from '../../../client/src/views/objects/remembered.ts';
import type { FieldItem, ObjectDescription, ObjectItem } from '../../../server/src/protocol/schema.ts';
import { words } from './words.ts';

const object = (name: string, label = name): ObjectItem => ({
  name,
  label,
  custom: name.endsWith('__c'),
  queryable: true,
  createable: true,
});
const field = (name: string, type: string, more: Partial<FieldItem> = {}): FieldItem => ({
  ...{ name, label: name, type, length: 0, custom: false, nillable: true, unique: false, externalId: false },
  ...{ calculated: false, nameField: false, required: false, referenceTo: [], picklistValues: [] },
  ...more,
});

const OBJECTS = [object('Task'), object('Deal_Registration__c', 'Deal Registration'), object('Account')];
const nothing = { favorites: [], recent: [] };

/** The tree as indented lines. */
function draw(nodes: readonly SchemaNode[]): string[] {
  return nodes.flatMap(node => {
    const { label, description } = lookOf(node, words);
    const below = node.kind === 'group' ? node.objects.map(child => `  ${child.name}`) : [];
    return [description ? `${label} (${description})` : label, ...below];
  });
}

const roots = (names: readonly string[], remembered = nothing as Parameters<typeof rootNodes>[1]['remembered']) =>
  draw(
    rootNodes(
      names.map(name => object(name)),
      { filter: '', grouped: true, remembered },
    ),
  );

const fieldNodes = (owner: ObjectItem, fields: readonly FieldItem[], more: Partial<ObjectDescription> = {}) =>
  descriptionNodes(owner, { fields, children: [], recordTypes: [], ...more }, owner.name);

describe('the Objects view', () => {
  it('groups objects, custom ones first, by name', () => {
    const drawn = draw(rootNodes(OBJECTS, { filter: '', grouped: true, remembered: nothing }));
    assert.deepEqual(drawn, ['Custom (1)', '  Deal_Registration__c', 'Standard (2)', '  Account', '  Task']);
  });

  it('tells the kind of an object by its name', () => {
    const names = [
      ...['Account', 'AccountShare', 'AccountChangeEvent', 'LoginHistory', 'Deal__c', 'Deal__History', 'Order__e'],
      ...['npsp__Level__c', 'acme__Part__c', 'Setting__mdt', 'Archive__b', 'Orders__x', 'Deal__ChangeEvent'],
    ];
    assert.deepEqual(roots(names), [
      ...['Custom (1)', '  Deal__c', 'Standard (2)', '  Account', '  LoginHistory'],
      ...['Package acme (1)', '  acme__Part__c', 'Package npsp (1)', '  npsp__Level__c'],
      ...['Events (3)', '  AccountChangeEvent', '  Deal__ChangeEvent', '  Order__e'],
      ...['Custom metadata types (1)', '  Setting__mdt', 'External objects (1)', '  Orders__x'],
      ...['Big objects (1)', '  Archive__b'],
      ...['Sharing, history and feeds (2)', '  AccountShare', '  Deal__History'],
    ]);
  });

  it('puts favorites and recent objects first, each once, and none that is gone', () => {
    const remembered = { favorites: ['Lead', 'Account'], recent: ['Task', 'Account', 'Gone__c'] };
    assert.deepEqual(roots(['Account', 'Lead', 'Task'], remembered), [
      ...['Favorites (2)', '  Account', '  Lead', 'Recent (1)', '  Task'],
      ...['Standard (3)', '  Account', '  Lead', '  Task'],
    ]);
  });

  it('shows one list, and filters by words of name and label, the best match first', () => {
    const show = (filter: string, grouped = true) => draw(rootNodes(OBJECTS, { filter, grouped, remembered: nothing }));
    assert.deepEqual(show('', false), ['Account', 'Deal_Registration__c (Deal Registration)', 'Task']);
    assert.deepEqual(show(' deal reg'), ['Deal_Registration__c (Deal Registration)']);
    assert.deepEqual(show('nothing'), []);
    const names = ['SubAccount__c', 'AccountTeamMember', 'Account'].map(name => object(name));
    assert.deepEqual(
      filterObjects(names, 'account').map(({ name }) => name),
      ['Account', 'AccountTeamMember', 'SubAccount__c'],
    );
  });

  it('cuts what matches too often, and says so', () => {
    const many = Array.from({ length: 5000 }, (_, at) => object(`Part_${String(at).padStart(4, '0')}__c`));
    const drawn = draw(rootNodes(many, { filter: 'part', grouped: true, remembered: nothing }));
    assert.equal(drawn.length, 301);
    assert.equal(drawn.at(-1), '4700 more: type more of the name');
  });

  it('puts Id and the name first, and says what type a field has', () => {
    const fields = [
      field('Zip', 'string', { length: 20 }),
      field('OwnerId', 'reference', { referenceTo: ['User', 'Group'] }),
      field('WhatId', 'reference', { referenceTo: ['Account', 'Case', 'Lead'] }),
      field('Name', 'string', { length: 80, nameField: true, required: true }),
      field('Id', 'id', { length: 18 }),
    ];
    assert.deepEqual(draw(fieldNodes(object('Account'), fields)), [
      'Id (id)',
      'Name (string(80) · required)',
      'OwnerId (reference(User, Group))',
      'WhatId (reference(3))',
      'Zip (string(20))',
    ]);
  });

  it('leads on: to parents, children, record types and values', () => {
    const owner = field('AccountId', 'reference', { referenceTo: ['Account'] });
    const rating = field('Rating', 'picklist', { picklistValues: [{ value: 'Hot', label: 'Very hot' }] });
    const children = [{ relationshipName: 'Tasks', childObject: 'Task', field: 'WhatId' }];
    const recordTypes = [{ developerName: 'Direct', label: 'Direct sale', active: true, isDefault: true }];
    const nodes = fieldNodes(object('Deal__c'), [owner, rating], { children, recordTypes });
    assert.deepEqual(draw(nodes), [
      ...['AccountId (reference(Account))', 'Rating (picklist)', 'Child relationships (1)', 'Record types (1)'],
    ]);
    const [first, second, third] = nodes;
    assert.deepEqual(draw(belowField(first as FieldNode, OBJECTS)), ['Account']);
    assert.deepEqual(draw(belowField(second as FieldNode, OBJECTS)), ['Hot (Very hot)']);
    assert(third?.kind === 'children');
    assert.deepEqual(draw(childNodes(third)), ['Tasks (Task.WhatId)']);
    const paths = nodes.map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
  });

  it('tells what matters for writing', () => {
    const external = field('ExtId__c', 'string', { required: true, unique: true, externalId: true, length: 40 });
    const [node] = fieldNodes(object('UpsertTable__c'), [external]);
    const { tooltip, description } = lookOf(node!, words);
    assert.equal(description, 'string(40) · required · unique · external id');
    assert(tooltip.includes(description));
  });

  it('keeps a label from becoming markup', () => {
    const [node] = fieldNodes(object('Account'), [field('X__c', 'string', { label: '[a](b) **c** <img>' })]);
    assert.ok(lookOf(node!, words).tooltip.startsWith('**\\[a\\]\\(b\\) \\*\\*c\\*\\* \\<img\\>**'));
  });

  it('names what is selected as a SELECT lists it', () => {
    const nodes = fieldNodes(object('Account'), [field('Name', 'string'), field('Phone', 'phone')]);
    assert.equal(apiNames(nodes), 'Name, Phone');
  });
});

describe('the fields that a person would pick', () => {
  it('are those that tell records apart, and none that fill a page', () => {
    const fields = [
      field('Description', 'textarea', { length: 32000 }),
      field('CreatedDate', 'datetime'),
      field('Score__c', 'double', { custom: true }),
      field('OwnerId', 'reference', { required: true }),
      field('StageName', 'picklist', { required: true }),
      field('Amount', 'currency'),
      field('BillingAddress', 'address'),
      field('Name', 'string', { nameField: true, required: true }),
      field('Id', 'id'),
    ];
    assert.deepEqual(pickFields(fields), ['Id', 'Name', 'StageName', 'Amount', 'CreatedDate', 'Score__c']);
  });

  it('are not more than fit on a screen', () => {
    const fields = Array.from({ length: 800 }, (_, at) => field(`F${at}__c`, 'string', { custom: true }));
    assert.equal(pickFields(fields).length, 10);
  });
});

describe('remembered objects', () => {
  it('are kept per org, the newest first, and not without end', async () => {
    const stored = new Map<string, unknown>();
    const remembered = createRememberedObjects({
      get: <T>(key: string, fallback?: T) => (stored.get(key) ?? fallback) as T,
      update: async (key: string, value: unknown) => void stored.set(key, value),
    });
    for (let at = 0; at < 12; at++) await remembered.visit('a', `O${at}`);
    await remembered.visit('a', 'O10');
    await remembered.setFavorite('a', ['O1', 'O2'], true);
    await remembered.setFavorite('a', ['O1'], false);
    assert.deepEqual(remembered.of('a'), {
      favorites: ['O2'],
      recent: ['O10', 'O11', 'O9', 'O8', 'O7', 'O6', 'O5', 'O4'],
    });
    assert.deepEqual(remembered.of('b'), nothing);
    for (let at = 0; at < 40; at++) await remembered.visit(`org${at}`, 'Account');
    assert.deepEqual(remembered.of('a'), nothing);
  });
});

describe('pages in the browser', () => {
  const check = (name: string, setup: string) => it(name, () => assert.equal(setupPath(name, 'details'), setup));
  check('Account', '/lightning/setup/ObjectManager/Account/Details/view');
  check('Deal__c', '/lightning/setup/ObjectManager/Deal__c/Details/view');
  check('Setting__mdt', '/lightning/setup/CustomMetadata/home');
  check('Order__e', '/lightning/setup/EventObjects/home');
  it('list records', () => assert.equal(listPath('Deal__c'), '/lightning/o/Deal__c/list'));
});
