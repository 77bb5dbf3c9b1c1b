import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import type { SchemaOverlay } from '../../../../server/src/localOrg/schema/types.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { prepareDuplicateRules } from '../../../../server/src/localOrg/storage/duplicateRules.ts';
import { matchingKeys } from '../../../../server/src/localOrg/storage/matchingKeys.ts';
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
    refused('No mapping field for Contact.Email', {}, {}, 'Lead');
  });

  it('ask no matching rule that is not active', () => {
    assert.ok(prepared({ ruleStatus: 'Inactive', booleanFilter: '9' }));
  });
});

describe('keys of fuzzy matching', () => {
  const same = (method: keyof typeof matchingKeys, a: string, b: string) =>
    matchingKeys[method](a) === matchingKeys[method](b);

  it('leave out how a text is written', () => {
    assert.ok(same('LastName', 'Müller-Lüdenscheidt', ' muller  ludenscheidt'));
    assert.ok(!same('LastName', 'Miller', 'Millar'));
    assert.ok(same('CompanyName', 'Acme, Inc.', 'ACME Corporation'));
    assert.ok(!same('CompanyName', 'Acme', 'Acme Labs'));
    assert.ok(same('CompanyName', 'The Company', 'the'));
    assert.equal(matchingKeys.CompanyName('Co'), 'co');
    assert.ok(same('Street', '1 Market St.', '1 market street'));
    assert.ok(same('Phone', '+1 (415) 555-1234', '4155559999'));
    assert.ok(!same('Phone', '+1 (415) 555-1234', '4155541234'));
    assert.ok(same('Zip', '94105-1234', '94105'));
  });
});
