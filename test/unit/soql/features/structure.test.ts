import assert from 'node:assert/strict';
import * as service from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { applyEdits, caretOf, checkHighlights, viewOf } from '../../../harness/soql.ts';

describe('lenses', () => {
  const check = (text: string, expected: string[]) =>
    it(text.replaceAll('\n', '⏎'), () => {
      const found = service.lenses(parse(text)).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
      assert.deepEqual(found, expected);
    });
  check('', []);
  check('// nothing', []);
  check('SELECT Id FROM Account', ['soql: SELECT Id FROM Account']);
  check('// one\nSELECT Id FROM Account;\n\nFIND {x} RETURNING Account;', [
    'soql: SELECT Id FROM Account',
    'sosl: FIND {x} RETURNING Account',
  ]);
  check('SELECT Id FROM', ['soql: SELECT Id FROM']);
});

describe('inlay hints', () => {
  /** The text with its hints in square brackets. */
  const check = (expected: string) =>
    it(expected, () => {
      const text = expected.replace(/\[[^\]]*\]/g, '');
      const range = { start: 0, end: text.length };
      const hints = service.inlayHints({ tree: parse(text), schema: viewOf(sampleOrg), today: '2026-08-14' }, range);
      const edits = hints.map(hint => ({ start: hint.offset, end: hint.offset, newText: `[${hint.text}]` }));
      assert.equal(applyEdits(text, edits), expected);
    });
  check(
    'SELECT Id FROM Account WHERE CreatedDate > TODAY[2026-08-14] AND CreatedDate < THIS_YEAR[2026-01-01 to 2026-12-31]',
  );
  check('SELECT Id FROM Account WHERE CreatedDate = THIS_WEEK');
  check('SELECT (SELECT Id FROM Contacts[Contact]) FROM Account');
  check("SELECT Id FROM Account WHERE Industry IN ('Energy', 'Banking'[Banks])");
  check("SELECT Id FROM Van__c WHERE RecordTypeId = '012000000000002'[For sale]");
  check("SELECT Id FROM Task WHERE WhatId IN ('001000000000001'[Account], '006000000000001AAA'[Opportunity], 'x')");
  check("SELECT Id FROM Contact WHERE AccountId = '001000000000001'");

  it('are made for the part that is shown', () => {
    const text = 'SELECT Id FROM Account WHERE CreatedDate = TODAY OR CreatedDate = YESTERDAY';
    const input = { tree: parse(text), schema: viewOf(sampleOrg), today: '2026-08-14' };
    assert.deepEqual(service.inlayHints(input, { start: 0, end: 50 }), [{ offset: 48, text: '2026-08-14' }]);
  });
});

describe('symbols', () => {
  const check = (text: string, expected: string) =>
    it(text, () => {
      const show = (s: service.DocumentSymbol): string =>
        s.name + (s.children.length > 0 ? `(${s.children.map(show).join(' ')})` : '');
      assert.equal(service.symbols(parse(text)).map(show).join(' '), expected);
    });
  check('SELECT Id FROM Account; SELECT Id FROM Contact', 'Account Contact');
  check('SELECT (SELECT Id FROM Contacts), (SELECT Id FROM Cases) FROM Account', 'Account(Contacts Cases)');
  check('SELECT Id', 'SELECT');
  check('FIND {x} RETURNING Account', 'FIND {x}');
});

describe('folding', () => {
  const check = (text: string, expected: string[]) =>
    it(text.replaceAll('\n', '⏎'), () => {
      const found = service.folding(parse(text)).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
      assert.deepEqual(found, expected);
    });
  check('SELECT Id FROM Account', []);
  check('SELECT Id\nFROM Account', ['region: SELECT Id\nFROM Account']);
  check('/* a\nb */ SELECT Id FROM Account', ['comment: /* a\nb */']);
  check('SELECT Id, (SELECT Id\nFROM Contacts) FROM Account', [
    'region: SELECT Id, (SELECT Id\nFROM Contacts) FROM Account',
    'region: (SELECT Id\nFROM Contacts)',
  ]);
});

describe('selection ranges', () => {
  const check = (fixture: string, expected: string[]) =>
    it(fixture, () => {
      const { text, offset } = caretOf(fixture);
      const found = service.selectionRanges(parse(text), offset).map(({ start, end }) => text.slice(start, end));
      assert.deepEqual(found, expected);
    });
  check('SELECT Owner.Na$0me, Id FROM Account', [
    'Name',
    'Owner.Name',
    'SELECT Owner.Name, Id',
    'SELECT Owner.Name, Id FROM Account',
  ]);
  check("SELECT Id FROM Account WHERE Name = 'a$0b'", [
    'ab',
    "'ab'",
    "Name = 'ab'",
    "WHERE Name = 'ab'",
    "SELECT Id FROM Account WHERE Name = 'ab'",
  ]);
});

describe('highlights', () => {
  const check = (fixture: string) => it(fixture, () => checkHighlights(sampleOrg, fixture));
  check('SELECT [c$0].Name FROM Contact [c] WHERE [c].Email = null');
  check('SELECT [c].Name FROM Contact [c$0], [c].Account a');
  check('SELECT COUNT(Id) [n$0] FROM Account GROUP BY Name ORDER BY [n]');
  check('SELECT Id FROM Account WHERE Name = :[x$0] OR Website = :[x]');
  check('SELECT [Na$0me] FROM Account WHERE [Name] = null ORDER BY [name]');
  check('SELECT [Na$0me], Owner.Name FROM Account');
  check('SELECT c.Name FROM Contact c; SELECT [c$0].Name FROM Contact [c]');
});

describe('rename', () => {
  const check = (fixture: string, newName: string, expected: string | undefined) =>
    it(`${fixture} to ${newName}`, () => {
      const { text, offset } = caretOf(fixture);
      const edits = service.rename({ tree: parse(text), schema: viewOf(sampleOrg), offset }, newName);
      assert.equal(edits && applyEdits(text, edits), expected);
    });
  check('SELECT c$0.Name FROM Contact c', 'k', 'SELECT k.Name FROM Contact k');
  check(
    'SELECT COUNT(Id) n FROM Account GROUP BY Name ORDER BY n$0',
    'total',
    'SELECT COUNT(Id) total FROM Account GROUP BY Name ORDER BY total',
  );
  check('SELECT Id FROM Account WHERE Name = :x$0', 'name', 'SELECT Id FROM Account WHERE Name = :name');
  check('SELECT Na$0me FROM Account', 'x', undefined);
  check('SELECT c$0.Name FROM Contact c', 'from', undefined);
  check('SELECT c$0.Name FROM Contact c', 'a b', undefined);
});

describe('signature help', () => {
  const check = (fixture: string, label: string | undefined, active = '') =>
    it(fixture, () => {
      const { text, offset } = caretOf(fixture);
      const help = service.signature(parse(text), offset);
      assert.equal(help?.label, label);
      const parameter = help?.parameters[help.active];
      if (label) assert.equal(parameter && label.slice(parameter.start, parameter.end), active);
    });
  const distance = "DISTANCE(locationField, GEOLOCATION(latitude, longitude), 'mi' or 'km')";
  check('SELECT SUM($0) FROM Account', 'SUM(numberField)', 'numberField');
  check('SELECT SUM(Annual$0Revenue) FROM Account', 'SUM(numberField)', 'numberField');
  check('SELECT SUM(AnnualRevenue)$0 FROM Account', undefined);
  check('SELECT DISTANCE(Location__c, $0', distance, 'GEOLOCATION(latitude, longitude)');
  check("SELECT DISTANCE(Location__c, GEOLOCATION(1, 2), '$0') FROM Account", distance, "'mi' or 'km'");
  check(
    'SELECT DISTANCE(Location__c, GEOLOCATION(1, $02)) FROM Account',
    'GEOLOCATION(latitude, longitude)',
    'longitude',
  );
  check('SELECT UPPER($0) FROM Account', undefined);
  check('SELECT Id FROM Account WHERE Name IN ($0)', undefined);
});

describe('semantic tokens', () => {
  const check = (text: string, expected: string) =>
    it(text, () => {
      const found = service.tokens({ tree: parse(text), schema: viewOf(sampleOrg) });
      assert.equal(found.map(t => `${text.slice(t.start, t.end)}:${t.type}`).join(' '), expected);
    });
  check('SELECT c.Account.Name FROM Contact c', 'c:variable Account:namespace Name:property Contact:class c:variable');
  check('SELECT COUNT(Id) n, Nothing FROM Account', 'COUNT:function Id:property n:variable Account:class');
  check('SELECT (SELECT Id FROM Contacts) FROM Account', 'Id:property Contacts:namespace Account:class');
  check('SELECT Id FROM Account WHERE Name = :x', 'Id:property Account:class Name:property x:parameter');
});
