import assert from 'node:assert/strict';
import { definition, objectDocument, rulePage } from '../../../../server/src/soql/features/service.ts';
import { wordings } from '../../../../server/src/soql/semantics/problems.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { caretOf, viewOf } from '../../../harness/soql.ts';

const schema = viewOf(sampleOrg);

describe('definition', () => {
  const check = (fixture: string, expected: string | undefined) =>
    it(`${fixture}: ${expected ?? 'nothing'}`, () => {
      const { text, offset } = caretOf(fixture);
      const found = definition({ tree: parse(text), schema, offset }).definition;
      const shown =
        found?.kind === 'text'
          ? `${text.slice(found.target.start, found.target.end)} at ${found.target.start}`
          : found && [found.object, found.field].filter(Boolean).join('.');
      assert.equal(shown, expected);
    });
  check('SELECT Id FROM Acc$0ount', 'Account');
  check('SELECT Na$0me FROM Account', 'Account.Name');
  check('SELECT Own$0er.Name FROM Account', 'User');
  check('SELECT Owner.Na$0me FROM Account', 'User.Name');
  check('SELECT (SELECT Id FROM Cont$0acts) FROM Account', 'Contact.AccountId');
  check('SELECT c$0.Name FROM Contact c', 'c at 27');
  check('SELECT SU$0M(AnnualRevenue) FROM Account', undefined);
  check('SELECT No$0thing FROM Account', undefined);
});

describe('the document of an object', () => {
  it('lists fields, where they lead, and child relationships', () => {
    const object = schema.object('Opportunity');
    assert.ok(typeof object !== 'string');
    const text = objectDocument(object);
    for (const line of [
      '# Opportunity',
      '| Amount | Amount | currency | not groupable |',
      '| AccountId | AccountId | reference to Account | optional |',
      '| Account | Account | AccountId |',
      '| OpportunityLineItems | OpportunityLineItem | OpportunityId |',
    ]) {
      assert.ok(text.includes(line), `${line} is not in: ${text}`);
    }
  });

  it('has a column for help only where there is help', () => {
    const object = schema.object('Opportunity');
    assert.ok(typeof object !== 'string');
    const fields = object.fields.map(field => (field.name === 'Amount' ? { ...field, helpText: 'Before tax' } : field));
    assert.match(objectDocument({ ...object, fields }), /\| Amount \| .* \| not groupable \| Before tax \|/);
    assert.match(objectDocument({ ...object, fields }), /\| AccountId \| .* \| optional \| {2}\|/);
  });
});

describe('the pages of rules', () => {
  it('are pages of the reference', () => {
    for (const code of [...Object.keys(wordings), 'no-such-problem']) {
      assert.match(
        rulePage(code),
        /^https:\/\/developer\.salesforce\.com\/docs\/atlas\.en-us\.\w+\.meta\/\w+\/\w+\.htm$/,
      );
    }
  });
});
