import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SchemaOverlay } from '../../../../server/src/localOrg/schema/overlayTypes.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { prepareDuplicateRules } from '../../../../server/src/localOrg/storage/duplicateRules.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';
import { type Matching, matchingsOf } from '../../../../server/src/localOrg/storage/matching.ts';
import {
  type FuzzyMethod,
  fuzzyMethods,
  registerMatchingMethods,
} from '../../../../server/src/localOrg/storage/matchingMethods.ts';
import { createRecord } from '../../../../server/src/localOrg/storage/records.ts';

describe('duplicate rules', () => {
  const matchingRule = { fullName: 'M', matchingRuleItems: [{ fieldName: 'Email', matchingMethod: 'Exact' }] };
  const prepared = (rule: object, use: object = {}, object = 'Contact', file = ':memory:') => {
    const duplicateRuleMatchRules = [{ matchingRule: 'M', matchRuleSObjectType: 'Contact', ...use }];
    const duplicateRule = { fullName: 'D', actionOnInsert: 'Block', actionOnUpdate: 'Block', duplicateRuleMatchRules };
    const rules = { duplicateRules: [duplicateRule] };
    const contact = { matchingRules: [{ ...matchingRule, ...rule }], ...(object === 'Contact' ? rules : {}) };
    const overlay = { [object]: rules, Contact: contact } as SchemaOverlay;
    const schema = loadSchema({ profile: 'sample', overlay });
    const database = openDatabase({ schema, file });
    prepareDuplicateRules(database);
    return database;
  };
  const refused = (reason: string, ...what: Parameters<typeof prepared>) => {
    const object = what[2] ?? 'Contact';
    assert.throws(() => prepared(...what), {
      code: 'BAD_SCHEMA_OVERLAY',
      message: `Duplicate rule D on object ${object}: ${reason}`,
    });
  };

  it('find what they compare by an index', () => {
    const plan = 'EXPLAIN QUERY PLAN SELECT Id FROM Contact WHERE Email = ?';
    assert.match(String(prepared({}).sqlite.prepare(plan).get('a')?.detail), /USING INDEX Contact\.Email/);
    const byKey = prepared({ matchingRuleItems: [{ fieldName: 'Phone', matchingMethod: 'Phone' }] });
    const key = "EXPLAIN QUERY PLAN SELECT Id FROM Contact WHERE matching_key('Phone', Phone) = ?";
    assert.match(String(byKey.sqlite.prepare(key).get('a')?.detail), /USING INDEX matching\.Contact\.Phone\.Phone/);
    prepareDuplicateRules({ ...byKey, schema: loadSchema({ profile: 'sample' }) });
    assert.match(String(byKey.sqlite.prepare(key).get('a')?.detail), /SCAN Contact/, 'gone without the rule');
  });

  for (const [items, index] of [
    ['FirstName FirstName', 'FirstName.FirstName'],
    ['Title Title', 'Title.Title'],
    ['FirstName FirstName, Title Title', 'Title.Title'],
    ['FirstName FirstName, LastName LastName', 'LastName.LastName'],
  ] as const) {
    it(`look at few records, whatever they compare: ${items}`, () => {
      const matchingRuleItems = items.split(', ').map(item => {
        const [fieldName, matchingMethod] = item.split(' ');
        return { fieldName, matchingMethod };
      });
      const database = prepared({ matchingRuleItems });
      const object = database.schema.object('Contact')!;
      const [{ sql } = { sql: '' }] = matchingsOf(database.schema, object, object.duplicateRules[0]!);
      const plan = database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('a');
      const theirs = plan.map(({ detail }) => String(detail)).filter(detail => / t /.test(detail));
      assert.equal(theirs.length, 1);
      assert.match(String(theirs[0]), new RegExp(`SEARCH t USING INDEX (matching\\.)?Contact\\.${index}`));
    });
  }

  const texts = [
    'Bob',
    'ROBERT',
    'b.',
    'R',
    'Zoë',
    'zoe',
    'Z',
    'İnci',
    'straße',
    '王 小明',
    '王',
    '-',
    'VP',
    'V.P.',
    'CS',
  ];
  const alike = [...texts, 'vice president', 'Chief of Staff', 'of the', '𝒥ane', 'constructor', null];
  for (const [fields, rule] of [
    [['FirstName'], {}],
    [['Title'], {}],
    [['FirstName', 'Title'], {}],
    [['FirstName', 'Title'], { booleanFilter: '1 OR 2' }],
    [['FirstName', 'Title'], { blanks: 'MatchBlanks' }],
    [['FirstName', 'Title'], { booleanFilter: '1 OR 2', blanks: 'MatchBlanks' }],
  ] as readonly (readonly [readonly string[], { booleanFilter?: string; blanks?: string }])[]) {
    it(`find the same as without an index: ${fields} ${Object.values(rule)}`, () => {
      const { blanks, ...others } = rule;
      const asked = { ...(blanks && { blankValueBehavior: blanks }) };
      const matchingRuleItems = fields.map(name => ({ fieldName: name, matchingMethod: name, ...asked }));
      const { sqlite, schema } = prepared({ matchingRuleItems, ...others });
      const insert = sqlite.prepare('INSERT INTO Contact (Id, FirstName, Title) VALUES (?, ?, ?)');
      const pairs = alike.flatMap((text, place) =>
        [1, 4, 7].map(step => [text, alike[(place * step) % alike.length]!]),
      );
      const ids = pairs.map((_, place) => idOf('003', place + 1));
      for (const [place, [first, title]] of pairs.entries()) insert.run(ids[place]!, first ?? null, title ?? null);
      const object = schema.object('Contact')!;
      const [{ sql, indexes }] = matchingsOf(schema, object, object.duplicateRules[0]!) as [Matching];
      const found = () =>
        ids.map(id =>
          sqlite
            .prepare(sql)
            .all(id)
            .map(row => row.Id),
        );
      const byIndex = found();
      for (const { name } of indexes) sqlite.exec(`DROP INDEX "${name}"`);
      assert.deepEqual(found(), byIndex);
      assert(byIndex.some(each => each.length > 0));
    });
  }

  const methods = { FirstName: 'FirstName', LastName: 'LastName', Phone: 'Phone', Email: 'Exact', Title: 'Exact' };
  for (const [names, booleanFilter, blanks] of [
    ['LastName Phone', '1 OR 2'],
    ['FirstName Email', '1 OR 2'],
    ['FirstName LastName Email', '1 AND (2 OR 3)'],
    ['FirstName Phone Email', '1 OR (2 AND 3)'],
    ['Email Title', '1 OR 2', true],
    ['FirstName LastName', '1 AND 2', true],
    ['Phone Email', '(1) OR 2', true],
  ] as readonly (readonly [string, string, boolean?])[]) {
    it(`look at no more records than an index gives: ${names}, ${booleanFilter}${blanks ? ', blanks match' : ''}`, () => {
      const matchingRuleItems = names.split(' ').map(fieldName => ({
        fieldName,
        matchingMethod: methods[fieldName as keyof typeof methods],
        ...(blanks && { blankValueBehavior: 'MatchBlanks' }),
      }));
      const { sqlite, schema } = prepared({ matchingRuleItems, booleanFilter });
      const object = schema.object('Contact')!;
      const [{ sql }] = matchingsOf(schema, object, object.duplicateRules[0]!) as [Matching];
      const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('003000000000001AAA');
      const steps = plan.map(({ detail }) => String(detail));
      assert.deepEqual(
        steps.filter(step => step.startsWith('SCAN')),
        [],
      );
    });
  }

  it('leave a database that opens without them', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-'));
    const file = path.join(folder, 'org.sqlite');
    const first = prepared(
      { matchingRuleItems: [{ fieldName: 'LastName', matchingMethod: 'LastName' }] },
      {},
      'Contact',
      file,
    );
    first.close();
    const schema = loadSchema({ profile: 'sample' });
    const second = openDatabase({ schema, file });
    prepareDuplicateRules(second);
    createRecord(
      second,
      schema.object('Contact')!,
      { LastName: 'x' },
      { userId: '005Lo0000000001AAA', now: new Date() },
    );
    assert.deepEqual(
      second.sqlite
        .prepare('PRAGMA integrity_check')
        .all()
        .map(row => row.integrity_check),
      ['ok'],
    );
    second.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('must name what is there', () => {
    refused('No matching rule X on object Contact', {}, { matchingRule: 'X' });
    refused('No object Nope in the schema', {}, { matchRuleSObjectType: 'Nope' });
    refused('No field Contact.Nope in the schema', {
      matchingRuleItems: [{ fieldName: 'Nope', matchingMethod: 'Exact' }],
    });
    refused('No matching method Sound for Email', {
      matchingRuleItems: [{ fieldName: 'Email', matchingMethod: 'Sound' }],
    });
    refused('No matchingRuleItems on matching rule M', { matchingRuleItems: [] });
    refused('The booleanFilter of matching rule M makes no sense: 1 AND 2', { booleanFilter: '1 AND 2' });
    refused('The booleanFilter of matching rule M makes no sense: 1; --', { booleanFilter: '1; --' });
    for (const booleanFilter of ['', '(1', '1)', '1 OR', '1 1', '0', 'NOT 1', '1 XOR 1']) {
      refused(`The booleanFilter of matching rule M makes no sense: ${booleanFilter}`, { booleanFilter });
    }
    refused('No mapping field for Contact.Email', {}, {}, 'Lead');
  });

  it('ask no matching rule that is not active', () => {
    assert.ok(prepared({ ruleStatus: 'Inactive', booleanFilter: '9' }));
  });
});

describe('fuzzy matching', () => {
  for (const [method, a, b, expected] of [
    ['FirstName', 'Bob', 'ROBERT', true],
    ['FirstName', 'J.', 'Jonathan', true],
    ['FirstName', 'Jon', 'Jonathan', true],
    ['FirstName', 'Raj', 'Rajesh', false],
    ['FirstName', 'Jane', 'Jonathan', false],
    ['LastName', 'Müller-Lüdenscheidt', ' muller  ludenscheidt', true],
    ['LastName', 'Miller', 'Millar', false],
    ['CompanyName', 'Acme, Inc.', 'ACME Corporation', true],
    ['CompanyName', 'Salesforce', 'Salesforces Ltd', true],
    ['CompanyName', 'Global Media', 'Global Sensors', false],
    ['CompanyName', 'Acme', 'Acme Labs', false],
    ['CompanyName', 'The Company', 'the', true],
    ['CompanyName', 'Co', 'co.', true],
    ['City', 'San Francisco', 'San Fransisco', true],
    ['City', 'San Francisco', 'San Fernando', false],
    ['Street', '1 Market St.', '1 market street', true],
    ['Street', '123 Maple Avenue', '123 Maple Ave, Suite 4', true],
    ['Street', '123 Maple Avenue', '123 Maple Road Suite 4', false],
    ['Street', '123 Maple Avenue', '124 Maple Avenue', false],
    ['Phone', '+1 (415) 555-1234', '4155559999', true],
    ['Phone', '+1 (415) 555-1234', '4155541234', false],
    ['Zip', '94105-1234', '94105', true],
    ['Title', 'VP', 'Vice President', true],
    ['Title', 'VP of Sales', 'Vice President', false],
    ['Title', 'vice president', 'V.P.', false],
    ['Title', 'Chief of Staff', 'CS', true],
    ['Title', '-', '-', null],
    ['Street', '', '', null],
  ] as const) {
    it(`by ${method}: ${a} ${expected ? 'is' : 'is not'} ${b}`, () => {
      const sqlite = new DatabaseSync(':memory:');
      registerMatchingMethods(sqlite);
      const { key, isLike } = fuzzyMethods[method] as FuzzyMethod;
      const conditions = [
        ...(key ? ['matching_key($method, $a) = matching_key($method, $b)'] : []),
        ...(isLike ? ['matching_like($method, $a, $b)'] : []),
      ];
      const row = sqlite.prepare(`SELECT ${conditions.join(' AND ')} AS same`).get({ method, a, b });
      assert.equal(row?.same, expected === null ? null : Number(expected));
    });
  }
});
