import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadQuestion } from '../../../client/src/bulk/loadQuestion.ts';
import { changesOf, type MappingChange } from '../../../client/src/bulk/mappingChanges.ts';
import { editFor } from '../../../client/src/bulk/mappingEdits.ts';
import { type MappingFile, mappingText, parseMapping } from '../../../client/src/bulk/mappingFile.ts';
import { createMappingMemory } from '../../../client/src/bulk/mappingMemory.ts';
import { matching } from '../../../client/src/bulk/page/matching.ts';
import { likelyOperation, type Proposal, proposedMapping } from '../../../client/src/bulk/proposal.ts';
import { columnsOf } from '../../../client/src/bulk/sampleValues.ts';
import type { LoadField, LoadOperation, LoadReport } from '../../../server/src/protocol/bulk.ts';
import { words } from './words.ts';

const field = (name: string, more: Partial<LoadField> = {}): LoadField => ({
  ...{ path: name, label: name, type: 'string', createable: true, updateable: true, required: false },
  externalId: false,
  ...more,
});

const FIELDS = [
  field('Id', { type: 'id', createable: false, updateable: false, externalId: true }),
  field('Name'),
  field('Key__c', { externalId: true }),
  field('Made__c', { updateable: false }),
  field('Account.Key__c'),
];

/** Titles as `id` or `name?`, where `?` stands for a column that nothing fits. */
const proposal = (columns: Record<string, string | null>, fields = FIELDS): Proposal => ({ fields, columns });

const MAPPING: MappingFile = {
  ...{ file: 'deals.csv', object: 'Deal__c', operation: 'insert' },
  columns: { Name: 'Name', Code: null },
  constants: {},
  emptyCells: 'ignore',
};

describe('the mapping of a file', () => {
  const all = { id: 'Id', name: 'Name', key: 'Key__c', made: 'Made__c', 'Account.Key__c': 'Account.Key__c', x: null };

  const kept: readonly (readonly [LoadOperation, string | undefined, readonly string[]])[] = [
    ['insert', undefined, ['name', 'key', 'made', 'Account.Key__c']],
    ['update', undefined, ['id', 'name', 'key', 'Account.Key__c']],
    ['upsert', 'Key__c', ['name', 'key', 'made', 'Account.Key__c']],
    ['delete', undefined, ['id']],
    ['hardDelete', undefined, ['id']],
  ];
  for (const [operation, key, expected] of kept) {
    it(`has what ${operation} can write`, () => {
      const { externalId, columns } = proposedMapping(proposal(all), { operation });
      assert.equal(externalId, key);
      assert.deepEqual(
        Object.keys(columns).filter(title => columns[title] !== null),
        expected,
      );
    });
  }

  it('is an update where the file has ids', () => {
    assert.equal(likelyOperation(proposal(all)), 'update');
    assert.equal(likelyOperation(proposal({ name: 'Name' })), 'insert');
  });

  it('keeps what the user has chosen, and proposes no field twice', () => {
    const before = { name: null, other: 'Name', gone: 'Made__c' };
    const { columns } = proposedMapping(proposal({ name: 'Name', other: null }), { operation: 'update' }, before);
    assert.deepEqual(columns, { name: null, other: 'Name', gone: null });
  });

  it('takes titles that every object has something of that name', () => {
    const { columns } = proposedMapping(proposal({ constructor: 'Name', toString: null }), { operation: 'insert' });
    assert.deepEqual({ ...columns }, { constructor: 'Name', toString: null });
  });
});

describe('an edit of a mapping file', () => {
  const edited = (change: MappingChange, known: Proposal | undefined = undefined, text = mappingText(MAPPING)) => {
    const edit = editFor(text, changesOf(change, MAPPING, known));
    return edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
  };
  const parsed = (change: MappingChange, known?: Proposal) => parseMapping(edited(change, known)) as MappingFile;

  it('changes one value and leaves the rest of the text alone', () => {
    const text = mappingText(MAPPING).replace('"Code": null', '"Code":  null');
    assert.equal(
      edited({ type: 'column', title: 'Code', field: 'Key__c' }, undefined, text),
      text.replace('"Code":  null', '"Code":  "Key__c"'),
    );
    assert.equal(
      editFor(text, changesOf({ type: 'column', title: 'Name', field: 'Name' }, MAPPING, undefined)),
      undefined,
    );
  });

  it('adds and takes away members', () => {
    assert.deepEqual(parsed({ type: 'constant', field: 'Stage__c', value: 'New' }).constants, { Stage__c: 'New' });
    assert.deepEqual(parsed({ type: 'constant', field: 'Nope', value: null }).constants, {});
    assert.deepEqual(parsed({ type: 'forgetColumn', title: 'Code' }).columns, { Name: 'Name' });
    assert.equal(parsed({ type: 'assignmentRule', id: '01Q1' }).assignmentRuleId, '01Q1');
  });

  it('maps anew for another operation or object, if its fields are known', () => {
    const known = proposal({ Name: 'Name', Code: 'Key__c' });
    const upsert = parsed({ type: 'operation', operation: 'upsert' }, known);
    assert.deepEqual([upsert.operation, upsert.externalId, upsert.columns], ['upsert', 'Key__c', known.columns]);
    const unknown = parsed({ type: 'operation', operation: 'delete' });
    assert.deepEqual([unknown.operation, unknown.columns], ['delete', MAPPING.columns]);
    const other = parsed({ type: 'object', object: 'Lead' }, proposal({ Name: null, Code: 'Name' }));
    assert.deepEqual([other.object, other.columns], ['Lead', { Name: null, Code: 'Name' }]);
  });

  it('puts any title and value into the text as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, value) => {
        const { columns } = parsed({ type: 'column', title, field: value });
        assert.equal(Object.getOwnPropertyDescriptor(columns, title)?.value, value);
      }),
    );
  });
});

describe('the question before a load', () => {
  const REPORT: LoadReport = {
    ...{ label: 'Account', labelPlural: 'Accounts', rows: 5000, badRows: 0, size: 1, findings: [], why: 'Because.' },
    ...{ api: 'bulk', jobs: 2, calls: 16 },
  };
  const questions: readonly (readonly [LoadOperation, Partial<LoadReport>, readonly string[]])[] = [
    [
      'insert',
      {},
      ['Insert 5,000 Accounts into Local Org?', 'By Bulk API 2.0 in 2 jobs, about 16 API calls. Because.', 'Insert'],
    ],
    [
      'update',
      { rows: 1, api: 'collections', calls: 1 },
      ['Update 1 Account in Local Org?', 'By REST, up to 200 records at a time: one API call. Because.', 'Update'],
    ],
    [
      'upsert',
      { rows: 300, badRows: 2, api: 'collections', calls: 2 },
      [
        'Upsert 300 Accounts into Local Org?',
        'By REST, 200 records at a time: 2 API calls. Because.\nRows that will fail: 2',
        'Upsert',
      ],
    ],
    [
      'delete',
      { jobs: 1, calls: 8 },
      ['Delete 5,000 Accounts from Local Org?', 'By Bulk API 2.0 in one job, about 8 API calls. Because.', 'Delete'],
    ],
    [
      'hardDelete',
      { jobs: 1, calls: 8 },
      [
        'Delete 5,000 Accounts from Local Org for good?',
        'By Bulk API 2.0 in one job, about 8 API calls. Because.',
        'Delete for good',
      ],
    ],
  ];
  for (const [operation, more, expected] of questions) {
    it(`says what ${operation} does, by which API and for how many calls`, () => {
      const load = { org: 'Local Org', mapping: { operation }, report: { ...REPORT, ...more } };
      const { question, detail, button } = loadQuestion(load, { ...words, language: 'en' });
      assert.deepEqual([question, detail, button], expected);
    });
  }
});

describe('the fields that fit what is typed', () => {
  const items = ['Name', 'Account.Name', 'Billing_City__c', 'BillingCity'].map(name => ({
    name,
    label: `${name} label`,
  }));
  const searches: readonly (readonly [string, readonly string[]])[] = [
    ['', ['Name', 'Account.Name', 'Billing_City__c', 'BillingCity']],
    ['name', ['Name', 'Account.Name']],
    ['city bill', ['Billing_City__c', 'BillingCity']],
    ['billingcity', ['BillingCity']],
    ['LABEL acc', ['Account.Name']],
    ['nothing', []],
  ];
  for (const [text, expected] of searches) {
    it(`for "${text}"`, () =>
      assert.deepEqual(
        matching(items, text).map(({ name }) => name),
        expected,
      ));
  }
});

describe('the values shown of a column', () => {
  it('are the first ones that differ, cut where they are long', () => {
    const sample = [['1', ' '], ['1', 'x'.repeat(70)], ['2'], ['3', 'y'], ['4', 'z']];
    assert.deepEqual(columnsOf({ header: ['A', 'B'], sample }), [
      { title: 'A', values: ['1', '2', '3'] },
      { title: 'B', values: [`${'x'.repeat(60)}…`, 'y', 'z'] },
    ]);
  });
});

describe('the memory for mappings', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'mappings-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  it('knows a file by its columns, also when rows of it come back', async () => {
    const memory = createMappingMemory(dir);
    assert.equal(await memory.recall(['Name', 'Code']), undefined);
    await memory.remember(['Name', 'Code'], MAPPING);
    assert.deepEqual(await memory.recall(['sf__Line', 'sf__Error', 'Name', 'Code']), MAPPING);
    assert.equal(await memory.recall(['Code', 'Name']), undefined);
  });

  it('forgets the oldest', async () => {
    const memory = createMappingMemory(dir);
    for (let count = 0; count < 110; count++) await memory.remember([`Column ${count}`], MAPPING);
    assert.equal(readdirSync(dir).length, 100);
  });
});
