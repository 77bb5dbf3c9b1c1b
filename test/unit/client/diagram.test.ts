import assert from 'node:assert/strict';
import { diagramOf } from '../../../client/src/diagram/graph.ts';
import { mermaidOf } from '../../../client/src/diagram/mermaid.ts';
import { layOut } from '../../../client/src/diagram/page/layout.ts';
import { fitted, zoomed } from '../../../client/src/diagram/page/viewBox.ts';
import type { FieldItem, ObjectDescription, ObjectItem } from '../../../server/src/protocol/schema.ts';

const object = (name: string): ObjectItem => ({ name, label: name, custom: false, queryable: true, createable: true });
const reference = (name: string, referenceTo: readonly string[], required = false): FieldItem => ({
  ...{ name, label: name, type: 'reference', length: 18, custom: false, nillable: true, unique: false },
  ...{ externalId: false, calculated: false, nameField: false, required, referenceTo, picklistValues: [] },
});
const children = (of: Record<string, [object: string, field: string]>): ObjectDescription['children'] =>
  Object.entries(of).map(([relationshipName, [childObject, field]]) => ({ relationshipName, childObject, field }));

const objects = ['Account', 'Contact', 'User', 'AccountShare', 'acme__Part__c', 'Case'].map(object);
const account: ObjectDescription = {
  fields: [reference('ParentId', ['Account']), reference('OwnerId', ['User'], true)],
  children: children({
    Contacts: ['Contact', 'AccountId'],
    Shares: ['AccountShare', 'AccountId'],
    Parts__r: ['acme__Part__c', 'acme__Account__c'],
    Gone: ['Gone__c', 'Account__c'],
  }),
  recordTypes: [],
};
const contact: ObjectDescription = {
  fields: [reference('AccountId', ['Account'], true)],
  children: children({ Cases: ['Case', 'ContactId'] }),
  recordTypes: [],
};

const draw = (expanded: Record<string, ObjectDescription>, system = false) =>
  diagramOf({ focus: 'Account', objects, system, expanded: new Map(Object.entries(expanded)) });
const lines = ({ edges }: ReturnType<typeof draw>) =>
  edges.map(({ from, field, to, children: name, required }) => `${from}.${field} ${to} ${name}${required ? ' !' : ''}`);

describe('a relationship diagram', () => {
  it('shows parents and children, and leaves out what every object has', () => {
    const diagram = draw({ Account: account });
    assert.deepEqual(lines(diagram), [
      'Account.ParentId Account ',
      'Contact.AccountId Account Contacts',
      'acme__Part__c.acme__Account__c Account Parts__r',
    ]);
    assert.deepEqual(
      diagram.nodes.map(({ name, expanded }) => `${name}${expanded ? ' +' : ''}`),
      ['Account +', 'Contact', 'acme__Part__c'],
    );
    assert.deepEqual(diagram.namespaces, ['', 'acme']);
  });

  it('shows users and system objects if asked to', () => {
    const names = draw({ Account: account }, true).nodes.map(({ name }) => name);
    assert.deepEqual(names, ['Account', 'AccountShare', 'Contact', 'User', 'acme__Part__c']);
  });

  it('grows by the neighbors of another object, and knows a relationship from both ends', () => {
    const diagram = draw({ Account: account, Contact: contact });
    assert(lines(diagram).includes('Contact.AccountId Account Contacts !'));
    assert(lines(diagram).includes('Case.ContactId Contact Cases'));
  });

  it('shows an object that nothing refers to', () => {
    const diagram = draw({ Account: { fields: [], children: [], recordTypes: [] } });
    assert.equal(diagram.nodes.length, 1);
    assert.equal(mermaidOf(diagram), 'erDiagram\n  Account\n');
  });

  it('is text for Mermaid', () => {
    const { nodes, edges } = draw({ Account: account, Contact: contact });
    const shown = nodes.filter(({ name }) => name !== 'acme__Part__c');
    assert.equal(
      mermaidOf({ nodes: shown, edges }),
      `erDiagram
  Account |o--o{ Account : ParentId
  Account ||--o{ Contact : AccountId
  Contact |o--o{ Case : ContactId
`,
    );
  });

  it('puts no two boxes on each other, and no name of a line on a box', () => {
    const many = Array.from({ length: 80 }, (_, at) => object(`Child${at}__c`));
    const description: ObjectDescription = {
      fields: [reference('ParentId', ['Account'])],
      children: many.map(({ name }) => ({ relationshipName: `${name}s`, childObject: name, field: 'Account__c' })),
      recordTypes: [],
    };
    const expanded = new Map([['Account', description]]);
    const diagram = diagramOf({ focus: 'Account', objects: [object('Account'), ...many], system: false, expanded });
    const { boxes, lines: drawn } = layOut(diagram);
    assert.equal(boxes.length, 81);
    assert.equal(drawn.length, 81);
    for (const a of boxes)
      for (const b of boxes) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        assert(a === b || apart, `${a.node.name} and ${b.node.name}`);
      }
    for (const { label, labelAt } of drawn)
      for (const { node, x, y, width, height } of boxes) {
        const apart =
          Math.abs(labelAt.x - x) >= (width + 6 * label.length) / 2 || Math.abs(labelAt.y - y) >= height / 2 + 6;
        assert(apart, `${label} and ${node.name}`);
      }
  });
});

describe('what is in sight of a diagram', () => {
  const fits: readonly (readonly [
    title: string,
    drawing: [number, number],
    window: [number, number],
    box: number[],
  ])[] = [
    ['a small one, as large as it is', [100, 100], [400, 200], [-150, -50, 400, 200]],
    ['a wide one, down to its width', [1000, 100], [500, 500], [0, -450, 1000, 1000]],
    ['a high one, down to its height', [100, 1000], [500, 500], [-450, 0, 1000, 1000]],
  ];
  for (const [title, [width, height], [windowWidth, windowHeight], box] of fits) {
    it(`is all of ${title}`, () => {
      const shown = fitted({ width, height }, { width: windowWidth, height: windowHeight });
      assert.deepEqual([shown.x, shown.y, shown.width, shown.height], box);
    });
  }

  it('grows and shrinks around a point, and not without end', () => {
    const box = { x: 10, y: 20, width: 400, height: 200 };
    assert.deepEqual(zoomed(box, 2), { x: 110, y: 70, width: 200, height: 100 });
    assert.deepEqual(zoomed(box, 2, { x: 0, y: 1 }), { x: 10, y: 120, width: 200, height: 100 });
    assert.equal(zoomed(box, 1000).width, 80);
    assert.equal(zoomed(box, 1 / 1000).width, 40_000);
  });
});
