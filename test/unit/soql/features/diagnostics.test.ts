import assert from 'node:assert/strict';
import { diagnose, wordingOf } from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { checkProblems, viewOf } from '../../../harness/soql.ts';

/** The query is fine. */
const fine = (query: string, org = sampleOrg) => it(`fine: ${query}`, () => checkProblems(org, query));
/** The query has these problems, each in square brackets. */
const wrong = (query: string, ...codes: string[]) =>
  it(`${codes.join(', ')}: ${query.slice(0, 150)}`, () => checkProblems(sampleOrg, query, codes));
/** The first problem suggests these names. */
const suggests = (query: string, ...names: string[]) =>
  it(`suggests ${names.join(', ')}: ${query}`, () => {
    const { problems } = diagnose({ tree: parse(query), schema: viewOf(sampleOrg) });
    assert.deepEqual(problems[0]?.suggestions, names);
  });

describe('diagnostics: names of objects', () => {
  fine('SELECT Id FROM Account');
  fine('select id from account');
  fine('SELECT Id FROM Mystery__c');
  fine('SELECT Id FROM Anything', 'unlisted\nAccount');
  fine('FIND {x} RETURNING Account(Id), Contact');
  wrong('SELECT Id FROM [Acount]', 'unknown-object');
  wrong('SELECT Nothing, Id FROM [Acount]', 'unknown-object');
  wrong('SELECT Id FROM Account; SELECT Id FROM [Contct]', 'unknown-object');
  wrong('SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM [Contct])', 'unknown-object');
  wrong('FIND {x} RETURNING [Acount](Id)', 'unknown-object');
  wrong('SELECT Id FROM [Report]', 'object-not-queryable');
  suggests('SELECT Id FROM Acount', 'Account');
  suggests('SELECT Id FROM Contct', 'Contact');
  suggests('SELECT Id FROM DealRegistration', 'Deal_Registration__c');
});

describe('diagnostics: names of fields', () => {
  fine('SELECT Id, NAME, active__C FROM Account');
  fine('SELECT Anything FROM Mystery__c');
  fine('SELECT Who.Name, What.Type FROM Task');
  fine('SELECT Contact.Name FROM Contact');
  fine('SELECT c.Name, a.Name FROM Contact c, c.Account a');
  fine('FIND {x} RETURNING Account(Id, Name WHERE Industry = null)');
  wrong('SELECT [Nme] FROM Account', 'unknown-field');
  wrong('SELECT Id, [Active] FROM Account', 'unknown-field');
  wrong('SELECT Id FROM Account WHERE [Nme] = null', 'unknown-field');
  wrong('SELECT Id FROM Account ORDER BY [Nme]', 'unknown-field');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY [Nme]', 'unknown-field');
  wrong('SELECT COUNT([Nme]) FROM Account', 'unknown-field');
  wrong('SELECT Owner.[Nme] FROM Account', 'unknown-field');
  wrong('SELECT (SELECT [Nme] FROM Contacts) FROM Account', 'unknown-field');
  wrong('SELECT Id FROM Account WHERE Id IN (SELECT [Nme] FROM Contact)', 'unknown-field');
  wrong('SELECT TYPEOF What WHEN Account THEN [Nme] END FROM Task', 'unknown-field');
  wrong('FIND {x} RETURNING Account([Nme])', 'unknown-field');
  wrong('SELECT [c] FROM Contact c', 'alias-not-field');
  suggests('SELECT Nme FROM Account', 'Name');
  suggests('SELECT Active FROM Account', 'Active__c');
  suggests('SELECT Employees FROM Account', 'NumberOfEmployees');
});

describe('diagnostics: relationships', () => {
  fine('SELECT Owner.Manager.Profile.Name FROM Account');
  fine('SELECT Id FROM Contact c, c.Account a, a.Owner o');
  fine('SELECT Account__r.Name FROM Deal_Registration__c');
  fine('SELECT Parent.Parent.Parent.Parent.Parent.Name FROM Account');
  wrong('SELECT [Ownr].Name FROM Account', 'unknown-relationship');
  wrong('SELECT Owner.[Boss].Name FROM Account', 'unknown-relationship');
  wrong('SELECT [OwnerId].Name FROM Account', 'field-not-relationship');
  wrong('SELECT [Account__c].Name FROM Deal_Registration__c', 'field-not-relationship');
  wrong('SELECT [Name].Length FROM Account', 'field-leads-nowhere');
  wrong('SELECT [Owner] FROM Account', 'relationship-not-field');
  wrong('SELECT Owner.[,] Name FROM Account', 'missing-name-after-dot');
  wrong('SELECT Id FROM Contact c, c.[Acount] a', 'unknown-relationship');
  wrong('SELECT [Parent.Parent.Parent.Parent.Parent.Parent.Name] FROM Account', 'too-many-levels-up');
  suggests('SELECT Ownr.Name FROM Account', 'Owner');
  suggests('SELECT OwnerId.Name FROM Account', 'Owner');
  suggests('SELECT Owner FROM Account', 'OwnerId', 'Owner.Name');
});

describe('diagnostics: child relationships', () => {
  const nested = (inner: string) =>
    `SELECT (SELECT (SELECT (SELECT ${inner} FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM Account`;
  fine('SELECT (SELECT Id FROM Contacts), (SELECT Id FROM Deal_Registrations__r) FROM Account');
  fine('SELECT (SELECT Contact.Name FROM Account.Contacts) FROM Account');
  fine('SELECT (SELECT Anything FROM Anythings) FROM Mystery__c');
  fine(nested('(SELECT Id FROM ChildAccounts)'));
  wrong('SELECT (SELECT Id FROM [Contact]) FROM Account', 'unknown-child-relationship');
  wrong('SELECT (SELECT (SELECT Id FROM [Items]) FROM Opportunities) FROM Account', 'unknown-child-relationship');
  wrong(nested('(SELECT ([SELECT Id FROM ChildAccounts]) FROM ChildAccounts)'), 'too-many-levels-down');
  wrong(
    `SELECT ${Array.from({ length: 20 }, () => '(SELECT Id FROM Contacts)').join(', ')}, [(SELECT Id FROM Cases)] FROM Account`,
    'too-many-child-queries',
  );
  suggests('SELECT (SELECT Id FROM Contact) FROM Account', 'Contacts');
});

describe('diagnostics: what the clause allows', () => {
  fine('SELECT Code__c, Legacy__c, Description, Secret__c, Regions__c, BillingAddress FROM Account');
  fine('SELECT Id FROM Account ORDER BY Name, AnnualRevenue DESC NULLS LAST');
  fine('SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry');
  fine('SELECT COUNT(Id) FROM Account GROUP BY DAY_ONLY(CreatedDate)');
  fine("SELECT Id FROM Account WHERE DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') < 5");
  wrong("SELECT Id FROM Account WHERE [Code__c] = 'x'", 'not-filterable');
  wrong("SELECT Id FROM Account WHERE [Description] LIKE 'x%'", 'not-filterable');
  wrong("SELECT Id FROM Contact WHERE [Account.Code__c] = 'x'", 'not-filterable');
  wrong("SELECT (SELECT Id FROM ChildAccounts WHERE [Code__c] = 'x') FROM Account", 'not-filterable');
  wrong("SELECT Id FROM Account WHERE [BillingAddress] = 'x'", 'address-filter');
  wrong('SELECT Id FROM Account ORDER BY [Legacy__c]', 'not-sortable');
  wrong('SELECT Id FROM Account ORDER BY Name, [Regions__c]', 'not-sortable');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY [AnnualRevenue]', 'not-groupable');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY [CreatedDate]', 'datetime-not-groupable');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY ROLLUP([Regions__c])', 'not-groupable');
});

describe('diagnostics: functions', () => {
  fine('SELECT AVG(AnnualRevenue), MAX(CreatedDate), COUNT_DISTINCT(Industry), SUM(NumberOfEmployees) FROM Account');
  fine('SELECT FORMAT(AnnualRevenue), toLabel(Industry), convertCurrency(AnnualRevenue) FROM Account');
  fine('SELECT FORMAT(MIN(CreatedDate)) FROM Account');
  fine('SELECT FORMAT(convertCurrency(AnnualRevenue)) FROM Account');
  fine(
    'SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)) FROM Account GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate))',
  );
  fine("SELECT Id FROM Account WHERE toLabel(Industry) = 'Banks' AND CALENDAR_YEAR(CreatedDate) = 2026");
  fine("SELECT Id FROM Account ORDER BY DISTANCE(BillingAddress, GEOLOCATION(1, 2), 'mi')");
  fine('SELECT GROUPING(Industry), COUNT(Id) FROM Account GROUP BY ROLLUP(Industry)');
  wrong('SELECT [UPPER](Name) FROM Account', 'unknown-function');
  wrong('SELECT SUM([Name]) FROM Account', 'function-argument');
  wrong('SELECT MAX([Active__c]) FROM Account', 'function-argument');
  wrong('SELECT COUNT([Regions__c]) FROM Account', 'function-argument');
  wrong('SELECT Id FROM Account WHERE CALENDAR_YEAR([Name]) = 2026', 'function-argument');
  wrong('SELECT Id FROM Account WHERE HOUR_IN_DAY([LastActivityDate]) = 5', 'function-argument');
  wrong('SELECT convertCurrency([NumberOfEmployees]) FROM Account', 'function-argument');
  wrong('SELECT Id FROM Account WHERE [SUM](AnnualRevenue) > 5', 'function-not-here');
  wrong('SELECT Id FROM Account ORDER BY [toLabel](Industry)', 'function-not-here');
  wrong('SELECT Id FROM Account WHERE [convertCurrency](AnnualRevenue) > 5', 'function-not-here');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY [toLabel](Industry)', 'function-not-here');
  wrong('SELECT [convertTimezone](CreatedDate) FROM Account', 'function-nesting');
  wrong('SELECT SUM([convertCurrency](AnnualRevenue)) FROM Account', 'function-nesting');
  suggests('SELECT CUONT(Id) FROM Account', 'COUNT');
});

describe('diagnostics: literals', () => {
  const where = (condition: string) => `SELECT Id FROM Account WHERE ${condition}`;
  fine(where("Name = 'x' AND Active__c = TRUE AND NumberOfEmployees > 5 AND AnnualRevenue >= USD5000.5"));
  fine(where('CreatedDate > 2026-01-31T10:00:00Z AND LastActivityDate = 2026-01-31'));
  fine(where('CreatedDate = LAST_N_DAYS:5 AND LastActivityDate > TODAY'));
  fine(where("OwnerId = '005000000000001' AND Id IN ('001000000000001AAA', '001000000000002AAA')"));
  fine(where('Name = :name AND Active__c = :flag AND NumberOfEmployees IN :list'));
  fine(where('Name = NULL AND LastActivityDate = null AND Active__c = null'));
  fine(where("Regions__c INCLUDES ('North;East', 'West') AND Industry LIKE 'E%'"));
  fine('SELECT Id FROM Deal_Registration__c WHERE Starts__c > 10:00:00Z');
  fine(where('CALENDAR_YEAR(CreatedDate) = 2026 AND DAY_ONLY(CreatedDate) = 2026-01-31'));
  fine('SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > 1');
  fine(where('Nothing__r.Name = 5').replace('Account', 'Mystery__c'));
  wrong(where('Active__c = [1]'), 'wrong-literal');
  wrong(where("Active__c = ['true']"), 'wrong-literal');
  wrong(where('Name = [5]'), 'wrong-literal');
  wrong(where('Name = [TRUE]'), 'wrong-literal');
  wrong(where("NumberOfEmployees > ['5']"), 'wrong-literal');
  wrong(where('NumberOfEmployees IN (1, [FALSE])'), 'wrong-literal');
  wrong(where("LastActivityDate = ['2026-01-31']"), 'wrong-literal');
  wrong(where('LastActivityDate = [2026-01-31T10:00:00Z]'), 'wrong-literal');
  wrong(where('CreatedDate > [2026-01-31]'), 'wrong-literal');
  wrong(where('Industry = [TODAY]'), 'wrong-literal');
  wrong(where("CALENDAR_YEAR(CreatedDate) = ['2026']"), 'wrong-literal');
  wrong(where('CALENDAR_YEAR(CreatedDate) = [THIS_YEAR]'), 'wrong-literal');
  wrong(where('DAY_ONLY(CreatedDate) = [TODAY]'), 'date-literal-with-function');
  wrong(where('NumberOfEmployees = [USD5]'), 'wrong-literal');
  wrong('SELECT Id FROM Contact WHERE Account.Active__c = [0]', 'wrong-literal');
  wrong("SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > ['1']", 'wrong-literal');
  wrong("SELECT (SELECT Id FROM Contacts WHERE HasOptedOutOfEmail = ['no']) FROM Account", 'wrong-literal');
  wrong(where("OwnerId = ['Jane']"), 'invalid-id');
  wrong(where("Rating = ['Boiling']"), 'unknown-picklist-value');
  wrong(where("Rating IN ('Hot', ['Boiling'])"), 'unknown-picklist-value');
  wrong(where("Regions__c INCLUDES (['North;Center'])"), 'unknown-picklist-value');
  wrong(where("Industry = ['Banks']"), 'picklist-label');
  fine(where("toLabel(Industry) = 'Banks'"));
  suggests(where("Industry = 'banks'"), "'Banking'");
  fine(where("Industry = 'Anything'"));
  fine(where("Rating LIKE 'Boil%' AND Rating = 'hot'"));
  suggests(where('Active__c = 1'), 'TRUE');
  suggests(where("Active__c = 'false'"), 'FALSE');
  suggests(where('Name = 5'), "'5'");
  suggests(where("NumberOfEmployees > '5'"), '5');
  suggests(where("LastActivityDate = '2026-01-31'"), '2026-01-31');
  suggests(where('CreatedDate > 2026-01-31'), '2026-01-31T00:00:00Z');
  suggests(where("Rating = 'Hto'"), "'Hot'");
});

describe('diagnostics: operators', () => {
  const where = (condition: string) => `SELECT Id FROM Account WHERE ${condition}`;
  fine(where("Name LIKE 'x%' AND Name > 'a' AND NumberOfEmployees IN (1, 2)"));
  fine(where("Regions__c = 'North' AND Regions__c EXCLUDES ('West')"));
  wrong(where("OwnerId [LIKE] '005%'"), 'wrong-operator');
  wrong(where('Active__c [>] TRUE'), 'wrong-operator');
  wrong(where("NumberOfEmployees [LIKE] '5%'"), 'wrong-operator');
  wrong(where("Industry [INCLUDES] ('Energy')"), 'wrong-operator');
  wrong(where("Regions__c [LIKE] 'N%'"), 'wrong-operator');
  wrong(where("Regions__c [>] 'N'"), 'wrong-operator');
  wrong(where("CreatedDate [LIKE] '2026%'"), 'wrong-operator');
  suggests(where("Industry INCLUDES ('Energy')"), 'IN');
  suggests(where("Industry EXCLUDES ('Energy')"), 'NOT IN');
});

describe('diagnostics: grouping', () => {
  fine('SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry');
  fine('SELECT Account.Industry, COUNT(Id) FROM Account GROUP BY Industry');
  fine('SELECT Industry i, COUNT(Id) c FROM Account GROUP BY Industry ORDER BY COUNT(Id)');
  fine('SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)');
  fine('SELECT Owner.Name, MAX(AnnualRevenue) FROM Account GROUP BY Owner.Name HAVING MAX(AnnualRevenue) > 5');
  fine('SELECT COUNT() FROM Account LIMIT 5');
  fine('SELECT COUNT(Id) FROM Account GROUP BY Name LIMIT 5');
  fine('SELECT toLabel(Industry), COUNT(Id) FROM Account GROUP BY Industry');
  wrong('SELECT [Name], COUNT(Id) FROM Account GROUP BY Industry', 'ungrouped-field');
  wrong('SELECT [Name], COUNT(Id) FROM Account', 'ungrouped-field');
  wrong('SELECT Industry FROM Account GROUP BY Industry ORDER BY [Name]', 'ungrouped-field');
  wrong('SELECT Industry FROM Account GROUP BY Industry HAVING [Name] = null', 'ungrouped-field');
  wrong('SELECT [CALENDAR_YEAR(CreatedDate)] FROM Account', 'date-part-needs-group');
  wrong('SELECT Industry FROM Account GROUP BY Industry, [industry]', 'duplicate-group');
  wrong('SELECT COUNT(Id) FROM Account GROUP BY CUBE(Name, Industry, Rating, [Website])', 'too-many-grouping-fields');
  wrong('SELECT (SELECT [COUNT(Id)] FROM Contacts) FROM Account', 'aggregate-in-subquery');
  wrong('SELECT (SELECT Name FROM Contacts [GROUP BY Name]) FROM Account', 'group-in-subquery');
  wrong('SELECT MAX(AnnualRevenue) FROM Account [LIMIT 5]', 'aggregate-limit');
});

describe('diagnostics: the SELECT list', () => {
  fine('SELECT Id, Name FROM Account');
  fine('SELECT Name, toLabel(Industry) FROM Account');
  fine('SELECT Name n, COUNT(Id) c FROM Account GROUP BY Name');
  fine('SELECT FIELDS(ALL) FROM Account LIMIT 200');
  fine('SELECT FIELDS(STANDARD) FROM Account');
  fine('SELECT FIELDS(STANDARD), Active__c FROM Account');
  fine('SELECT toLabel(Industry) label, Industry FROM Account');
  wrong('SELECT Id, [Id] FROM Account', 'duplicate-field');
  wrong('SELECT Id, Owner.Name, [owner.name] FROM Account', 'duplicate-field');
  wrong('SELECT (SELECT Id, [ID] FROM Contacts) FROM Account', 'duplicate-field');
  wrong('SELECT Id [Name] FROM Account', 'alias-needs-group');
  wrong('SELECT Name x, COUNT(Id) [X] FROM Account GROUP BY Name', 'duplicate-alias');
  wrong('SELECT [FIELDS(ALL)] FROM Account', 'field-list-needs-limit');
  wrong('SELECT [FIELDS(CUSTOM)] FROM Account LIMIT 201', 'field-list-needs-limit');
  wrong('SELECT FIELDS([EVERYTHING]) FROM Account', 'unknown-field-list');
  wrong('SELECT [FIELDS(STANDARD)], COUNT(Id) FROM Account', 'field-list-grouped');
  wrong('SELECT [FIELDS(CUSTOM)] FROM Contact LIMIT 5', 'field-list-empty');
  wrong('SELECT FIELDS(STANDARD), [Name] FROM Account', 'duplicate-field');
  wrong('SELECT COUNT() FROM Account [ORDER BY Name]', 'count-with-order');
});

describe('diagnostics: limits', () => {
  fine('SELECT Id FROM Account LIMIT 50000 OFFSET 2000');
  fine('FIND {x} RETURNING Account(Id LIMIT 2000)');
  wrong('SELECT Id FROM Account OFFSET [2001]', 'offset-too-large');
  wrong('FIND {x} RETURNING Account(Id LIMIT [2001])', 'search-limit-too-large');
  wrong(`SELECT Id FROM Account WHERE Name = ['${'x'.repeat(4001)}']`, 'string-too-long');
  wrong(`[SELECT Id FROM Account WHERE Name IN (${"'abcdefgh', ".repeat(9000)}'z')]`, 'statement-too-long');
  wrong(
    `SELECT Id, ${Array.from({ length: 55 }, (_, i) => `R${i}__r.Id`).join(', ')}, [R55__r.Id], R56__r.Id FROM Mystery__c`,
    'too-many-relationships',
  );
  fine('SELECT (SELECT Id FROM Contacts LIMIT 5 OFFSET 5) FROM Account LIMIT 1');
  wrong('SELECT Id FROM Account LIMIT [-1]', 'negative-count');
  wrong('SELECT Id FROM Account LIMIT 5 OFFSET [-1]', 'negative-count');
  wrong('SELECT (SELECT Id FROM Contacts [OFFSET 5]) FROM Account LIMIT 2', 'child-offset');
  wrong('SELECT Id FROM Account WHERE LastActivityDate > [1600-01-01]', 'date-out-of-range');
  wrong("SELECT Id FROM Account WHERE DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') [=] 5", 'distance-operator');
  fine('SELECT Id FROM Account USING SCOPE mine');
  fine('SELECT Id FROM Contact USING SCOPE anything');
  wrong('SELECT Id FROM Account USING SCOPE [nobody]', 'unknown-scope');
});

describe('diagnostics: queries in conditions', () => {
  const join = 'SELECT AccountId FROM Contact';
  fine(`SELECT Id FROM Account WHERE Id IN (${join})`);
  fine(`SELECT Id FROM Account WHERE Id NOT IN (${join} WHERE Email != null) AND Name != null`);
  fine(`SELECT Id FROM Account WHERE Id IN (${join}) AND Id IN (SELECT AccountId FROM Opportunity)`);
  wrong(
    'SELECT OwnerId FROM Account GROUP BY OwnerId HAVING OwnerId IN ([SELECT Id FROM User])',
    'semi-join-in-having',
  );
  wrong(`SELECT Id FROM Account WHERE Id IN ([${join}]) OR Name = null`, 'semi-join-with-or');
  wrong(`SELECT Id FROM Account WHERE (NOT Id IN ([${join}]))`, 'semi-join-negated');
  wrong(`SELECT Id FROM Account WHERE Id IN (SELECT Id FROM [Account])`, 'semi-join-same-object');
  wrong(`SELECT Id FROM Account WHERE Id IN (SELECT WhatId FROM [Task])`, 'semi-join-object');
  wrong(`SELECT Id FROM Account WHERE [Name] IN (${join})`, 'semi-join-needs-id');
  wrong('SELECT Id FROM Account WHERE Id IN (SELECT [LastName] FROM Contact)', 'semi-join-needs-id');
  wrong('SELECT Id FROM Account WHERE Id IN (SELECT [Account.OwnerId] FROM Contact)', 'semi-join-needs-id');
  wrong('SELECT Id FROM Account WHERE Id IN (SELECT AccountId, [Id] FROM Contact)', 'semi-join-columns');
  wrong(
    `SELECT (SELECT Id FROM Contacts WHERE AccountId IN ([SELECT Id FROM Case])) FROM Account`,
    'semi-join-in-child',
  );
  wrong(
    `SELECT Id FROM Account WHERE Id IN (${join} WHERE AccountId IN ([SELECT AccountId FROM Case]))`,
    'nested-semi-join',
  );
  wrong(
    `SELECT Id FROM Account WHERE Id IN (${join}) AND Id IN (SELECT AccountId FROM Case) AND Id IN ([SELECT AccountId FROM Opportunity])`,
    'too-many-semi-joins',
  );
});

describe('diagnostics: TYPEOF', () => {
  fine('SELECT TYPEOF What WHEN Account THEN Name, Owner.Name WHEN Opportunity THEN StageName ELSE Name END FROM Task');
  fine('SELECT Id, TYPEOF Who WHEN Lead THEN Anything END FROM Task');
  wrong('SELECT TYPEOF [Owner] WHEN User THEN Name END FROM Account', 'typeof-not-polymorphic');
  wrong('SELECT TYPEOF [Wht] WHEN Account THEN Name END FROM Task', 'unknown-relationship');
  wrong('SELECT TYPEOF What WHEN [Contact] THEN Name END FROM Task', 'typeof-wrong-object');
  wrong('SELECT TYPEOF What WHEN Account THEN Id WHEN [Account] THEN Name END FROM Task', 'typeof-repeated');
  wrong('SELECT [TYPEOF What WHEN Account THEN Id END], COUNT(Id) FROM Task', 'typeof-grouped');
  wrong('SELECT TYPEOF What WHEN Account THEN [toLabel(Industry)] END FROM Task', 'typeof-function');
  wrong(
    `SELECT Id FROM Task WHERE WhatId IN (SELECT [TYPEOF What WHEN Account THEN Id END] FROM Mystery__c)`,
    'typeof-in-semi-join',
  );
  wrong('SELECT [What.Name], TYPEOF What WHEN Account THEN Id END FROM Task', 'typeof-also-selected');
});

describe('diagnostics: speed', () => {
  fine("SELECT Id FROM Account WHERE Name LIKE 'x%'");
  wrong("SELECT Id FROM Account WHERE Name LIKE ['%x']", 'leading-wildcard');
  wrong("SELECT Id FROM Account WHERE Name [NOT IN] ('x')", 'negative-filter');
});

describe('diagnostics: what is not known yet', () => {
  const unlisted = 'unlisted';
  fine('SELECT Anything, Owner.Anything, (SELECT X FROM Ys) FROM Something WHERE Z = 1 ORDER BY Q', unlisted);
  fine('SELECT Anything, Owner.Anything, (SELECT X FROM Ys) FROM Mystery__c WHERE Z = 1 ORDER BY Q');
  const missing = (query: string, objects: string[], objectList = false, org = sampleOrg) =>
    it(`names what is missing: ${query}`, () => {
      const { missing } = diagnose({ tree: parse(query), schema: viewOf(org) });
      assert.deepEqual(missing, { objectList, objects });
    });
  missing('SELECT Id FROM Account', []);
  missing('SELECT Id FROM Mystery__c', ['Mystery__c']);
  missing('SELECT Id FROM Nothing', []);
  missing('SELECT TYPEOF Who WHEN Lead THEN Id END FROM Task', ['Lead']);
  missing('SELECT Id FROM Account', [], true, unlisted);
});

describe('diagnostics: searches', () => {
  fine('FIND {x} RETURNING Account(Id LIMIT 5 OFFSET 5)');
  fine('FIND {x} RETURNING Account(Id), Contact(Id); FIND {x} RETURNING Account');
  wrong('FIND {x} RETURNING Account(Id), [Account](Name)', 'repeated-search-object');
  wrong('FIND {x} RETURNING Account(Id [OFFSET 5]), Contact', 'search-offset');
});

describe('diagnostics: other kinds of objects', () => {
  const org = 'Setting__mdt\nLog__b\nRemote__x\nIndividual__dlm\nContentDocumentLink';
  const lacks = (query: string, ...codes: string[]) =>
    it(`${codes.join(', ')}: ${query}`, () => checkProblems(org, query, codes));
  fine('SELECT Id FROM Setting__mdt WHERE Id != null', org);
  lacks('SELECT [COUNT(Id)] FROM Setting__mdt', 'metadata-type');
  lacks('SELECT Id FROM Setting__mdt [GROUP BY Id]', 'metadata-type');
  lacks('SELECT Id FROM Log__b WHERE Id [!=] null', 'big-object');
  lacks('SELECT Id FROM Remote__x [GROUP BY Id]', 'external-object');
  lacks('SELECT [MAX(Id)] FROM Remote__x', 'external-object');
  lacks('SELECT [COUNT_DISTINCT(Id)] FROM Individual__dlm', 'data-cloud-object');
  fine('SELECT Id FROM ContentDocumentLink WHERE Id = :id', org);
  lacks('SELECT Id FROM [ContentDocumentLink]', 'needs-filter');
});

describe('diagnostics: queries for the Bulk API', () => {
  const bulk = (query: string, ...found: string[]) => {
    it(`${found.join(', ') || 'fine'}: ${query}`, () => {
      const { problems } = diagnose({ tree: parse(query), schema: viewOf(sampleOrg), surface: 'bulk' });
      assert.deepEqual(
        problems.map(p => `${p.code} ${query.slice(p.start, p.end)}`),
        found.map(f => `not-in-bulk ${f}`),
      );
    });
  };
  bulk('SELECT Id, Owner.Name, BillingCity FROM Account WHERE Name = null ORDER BY Name LIMIT 5');
  bulk('SELECT Name FROM Account GROUP BY Name', 'GROUP BY Name');
  bulk('SELECT Name FROM Account LIMIT 5 OFFSET 5', 'OFFSET 5');
  bulk('SELECT COUNT() FROM Account', 'COUNT()');
  bulk('SELECT (SELECT Id FROM Contacts) FROM Account', '(SELECT Id FROM Contacts)');
  bulk('SELECT TYPEOF What WHEN Account THEN Id END FROM Task', 'TYPEOF What WHEN Account THEN Id END');
  bulk('SELECT Id, BillingAddress, Location__c FROM Account', 'BillingAddress', 'Location__c');
  bulk('SELECT FIELDS(ALL) FROM Account LIMIT 200', 'FIELDS(ALL)');
});

describe('diagnostics: one message for one fault', () => {
  wrong('SELECT Name, COUNT(Id) FROM Account WHERE Name =[=] null', 'double-equals');
  wrong('SELECT Id, Id FROM Account [WHRE] Name = null', 'misspelt-keyword');
  wrong('SELECT [Nme], Id, Id FROM Account [WHRE] Name = null', 'unknown-field', 'misspelt-keyword');
  wrong(
    'SELECT Id FROM Account [WHRE] Name = null; SELECT Id, [Id] FROM Account',
    'misspelt-keyword',
    'duplicate-field',
  );
});

describe('diagnostics: wording', () => {
  it('has a sentence for each code, the parser included', () => {
    const { problems } = diagnose({ tree: parse('SELECT Nme, FROM Account WHERE'), schema: viewOf(sampleOrg) });
    assert.equal(problems.length, 3);
    for (const { code } of problems) assert.notEqual(wordingOf(code), code);
  });
});
