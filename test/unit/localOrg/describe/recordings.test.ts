import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describeObject } from '../../../../server/src/localOrg/describe/object.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';

// Our describes against recordings of real orgs, every property of every field that we define.

type Properties = Record<string, unknown>;
interface Describe extends Properties {
  readonly fields: readonly Properties[];
  readonly childRelationships: readonly Properties[];
}

/** Where we differ from a recording on purpose, by `Object.field.property` or `Object.key`. */
const deviations: Record<string, string> = {
  'Account.JigsawCompanyId.relationshipName': 'a text field that real orgs give a relationship name to no object',
  'Contact.JigsawContactId.relationshipName': 'same',
  'Lead.JigsawContactId.relationshipName': 'same',
  'Event.OwnerId.namePointing': 'no public calendars, so users are the only owners of an event',
  'Event.OwnerId.polymorphicForeignKey': 'same',
  'Account.supportedScopes': 'recorded before scoping rules',
  'Case.supportedScopes': 'recorded before scoping rules; no case teams',
  'Event.supportedScopes': 'no delegated events',
  'Account>Contract.AccountId': 'a contract always blocks the deletion, not only once it is activated',
  'Account>Order.AccountId': 'same',
};

/** Fields of a recording that we do not define. */
const leftOut: Record<string, readonly string[]> = {
  // Fields of custom objects and packages, and of objects that the local org does not have.
  Account: [
    'Primary_Contact__c',
    'ns__Description__c',
    'History__c',
    'ns__LinkedAccount__c',
    'DandbCompanyId',
    'OperatingHoursId',
  ],
  Contact: ['IndividualId'],
  Lead: ['DandbCompanyId', 'IndividualId'],
  Opportunity: ['LastAmountChangedHistoryId', 'LastCloseDateChangedHistoryId'],
};

/** Values differ from org to org; targets and links name objects and resources that we do not have. */
const ownOfEachOrg = new Set([
  'picklistValues',
  'referenceTo',
  'recordTypeInfos',
  'urls',
  'fields',
  'childRelationships',
]);

const schema = loadSchema({ profile: 'sample' });

describe('describe against recordings', () => {
  for (const name of ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'OpportunityContactRole']) {
    it(name, () => check(name));
  }

  it('sends the keys of a real org in its order', () => {
    const recorded = recording('Contact');
    const ours = described('Contact');
    assert.deepEqual(Object.keys(ours), Object.keys(recorded));
    assert.equal(Object.keys(ours).length, 45);
    for (const object of schema.objects) {
      for (const field of described(object.name).fields) {
        assert.deepEqual(Object.keys(field), Object.keys(recorded.fields[0] ?? {}));
      }
    }
    assert.deepEqual(ours.urls, {
      compactLayouts: '/services/data/v59.0/sobjects/Contact/describe/compactLayouts',
      rowTemplate: '/services/data/v59.0/sobjects/Contact/{ID}',
      approvalLayouts: '/services/data/v59.0/sobjects/Contact/describe/approvalLayouts',
      uiDetailTemplate: 'http://localhost:1/{ID}',
      uiEditTemplate: 'http://localhost:1/{ID}/e',
      listviews: '/services/data/v59.0/sobjects/Contact/listviews',
      describe: '/services/data/v59.0/sobjects/Contact/describe',
      uiNewRecord: 'http://localhost:1/003/e',
      quickActions: '/services/data/v59.0/sobjects/Contact/quickActions',
      layouts: '/services/data/v59.0/sobjects/Contact/describe/layouts',
      sobject: '/services/data/v59.0/sobjects/Contact',
    });
  });
});

function check(name: string): void {
  const recorded = recording(name);
  const ours = described(name);
  const differences = [
    ...differencesOf(name, recorded, ours),
    ...recorded.fields.flatMap(field => fieldDifferences(name, field, ours)),
    ...recorded.childRelationships.flatMap(child => childDifferences(name, child, ours)),
  ];
  const expected = Object.keys(deviations).filter(path => path.startsWith(`${name}.`) || path.startsWith(`${name}>`));
  assert.deepEqual(differences.sort(), expected.sort());
}

function fieldDifferences(object: string, recorded: Properties, ours: Describe): readonly string[] {
  const own = ours.fields.find(field => field.name === recorded.name);
  if (own !== undefined) return differencesOf(`${object}.${recorded.name}`, recorded, own);
  return leftOut[object]?.includes(String(recorded.name)) ? [] : [`${object}.${recorded.name}`];
}

/** Lists of children are compared as far as we have the child object and its field. */
function childDifferences(object: string, recorded: Properties, ours: Describe): readonly string[] {
  const { childSObject, field } = recorded;
  if (schema.object(String(childSObject))?.field(String(field)) === undefined) return [];
  const own = ours.childRelationships.find(child => child.childSObject === childSObject && child.field === field);
  return isSame(own, recorded) ? [] : [`${object}>${childSObject}.${field}`];
}

function differencesOf(path: string, recorded: Properties, ours: Properties): readonly string[] {
  return Object.keys(recorded)
    .filter(key => !ownOfEachOrg.has(key) && !isSame(recorded[key], ours[key]))
    .map(key => `${path}.${key}`);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function recording(name: string): Describe {
  const file = new URL(`../../../fixtures/describe/${name}_describe.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Describe;
}

function described(name: string): Describe {
  const object = schema.object(name);
  assert.ok(object);
  return describeObject(object, { version: '59.0', origin: 'http://localhost:1', recordTypes: [] }) as Describe;
}
