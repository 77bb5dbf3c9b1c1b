// The rules of docs/soql-rules.md, each with a query that keeps it and one that breaks it. The broken pieces stand in
// square brackets; the problem that marks them is the one that the page names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { wordings } from '../../../../server/src/soql/semantics/problems.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { checkProblems, type Surface } from '../../../harness/soql.ts';

const org = `${sampleOrg}
Name
  Name string
  Title string
Setting__mdt
  Label string
  Scope__c string
  Parent__c -> Setting__mdt as Parent__r
EntityDefinition
  Label string
Place
  IsNear__c boolean
  Country__c picklist = Italy | Norway
  City__c picklist by Country__c = Rome [Italy] | Oslo [Norway] | Anywhere [Italy, Norway] | -Kristiania [Norway]
  Walk__c picklist by IsNear__c = Short [TRUE] | Long [FALSE, TRUE]
  RecordTypeId -> RecordType as RecordType
  recordType 012000000000001AAA Town "A town"
  recordType 012000000000002AAA Village
RecordType ?
acme__Box__c
  Name string nameField
  acme__Size__c double
  acme__Box__c -> acme__Box__c as acme__Box__r, children acme__Boxes__r
acme__Twin__c
other__Twin__c
OldThing deprecated
  Old__c string deprecated
Log__b
  Text__c string
Remote__x
  Text__c string
Person__dlm
  City__c string
  Home__c -> Person__dlm as Home__r
ContentDocumentLink
  LinkedEntityId string
Article__kav
  Title string
  PublishStatus picklist = Draft | Online
`;

const page = readFileSync(new URL('../../../../docs/soql-rules.md', import.meta.url), 'utf8');
const codes = new Map(
  [...page.matchAll(/^\| `([\w.-]+)` \|.*\| `([\w-]+)` \|$/gm)].map(([, id = '', code = '']) => [id, code]),
);
const shown = new Set<string>();

const rule = (id: string, passing: string, failing: string, surface?: Surface): void => {
  const code = codes.get(id) ?? `(${id} is not in docs/soql-rules.md)`;
  const marks = failing.split('[').length - 1;
  shown.add(id);
  it(`${id} ok: ${passing.slice(0, 150)}`, () => checkProblems(org, passing, [], surface));
  it(`${id} error: ${failing.slice(0, 150)}`, () => {
    checkProblems(
      org,
      failing,
      Array.from({ length: marks }, () => code),
      surface,
    );
  });
};

const account = (rest: string) => `SELECT Id FROM Account WHERE ${rest}`;
const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join(', ');
const down = (levels: number): string => (levels === 0 ? 'Id' : `(SELECT ${down(levels - 1)} FROM ChildAccounts)`);

describe('rules of names', () => {
  rule('name.object', 'SELECT Id FROM account', 'SELECT Id FROM [Acount]');
  rule('name.queryable', 'SELECT Id FROM Account', 'SELECT Id FROM [Report]');
  rule('name.field', 'SELECT NAME, Active__c FROM Account', 'SELECT [Active] FROM Account');
  rule('name.relationship', 'SELECT Account__r.Name FROM Deal_Registration__c', 'SELECT [Ownr].Name FROM Account');
  rule(
    'name.child-relationship',
    'SELECT (SELECT Id FROM Account.Contacts) FROM Account',
    'SELECT (SELECT Id FROM [Contact]) FROM Account',
  );
  rule(
    'name.namespace',
    'SELECT acme__Size__c, acme__Box__r.Name, (SELECT Id FROM acme__Boxes__r) FROM acme__Box__c',
    'SELECT [Size__c], [Box__r].Name, (SELECT Id FROM [Boxes__r]) FROM [Box__c] WHERE [Box__c].[SIZE__c] > 5',
  );
  rule('name.namespace', 'SELECT Id FROM acme__Box__c', 'SELECT [Box__r].[Size__c] FROM acme__Box__c');
  rule('name.object', 'SELECT Id FROM acme__Twin__c', 'SELECT Id FROM [Twin__c]');
  rule('name.deprecated', 'SELECT Id FROM Place', 'SELECT [Old__c] FROM [OldThing]');
  rule('name.function', 'SELECT toLabel(Industry) FROM Account', 'SELECT [UPPER](Name) FROM Account');
  rule('path.relationship-before-dot', 'SELECT Owner.Name FROM Account', 'SELECT [OwnerId].Name FROM Account');
  rule('path.field-at-end', 'SELECT OwnerId FROM Account', 'SELECT [Owner] FROM Account');
  rule('path.leads-on', 'SELECT Owner.Manager.Name FROM Account', 'SELECT [Name].Length FROM Account');
  rule('path.from-items', 'SELECT Id FROM Contact c, c.Account a, a.Owner o', 'SELECT Id FROM Contact c, c.[Acount] a');
  rule('alias.object', 'SELECT c.Name FROM Contact c', 'SELECT [c] FROM Contact c');
  rule(
    'alias.grouped',
    'SELECT Name n, toLabel(Industry) i FROM Account GROUP BY Name, Industry',
    'SELECT Id [Name] FROM Account',
  );
  rule(
    'alias.once',
    'SELECT Name x, COUNT(Id) y FROM Account GROUP BY Name',
    'SELECT Name x, COUNT(Id) [X] FROM Account GROUP BY Name',
  );
});

describe('rules of the SELECT list', () => {
  rule('select.once', 'SELECT Id, Name FROM Account', 'SELECT Id, [ID] FROM Account');
  rule('count.no-order', 'SELECT COUNT() FROM Account LIMIT 5', 'SELECT COUNT() FROM Account [ORDER BY Name]');
  rule('fields.set', 'SELECT FIELDS(STANDARD) FROM Account', 'SELECT FIELDS([EVERY]) FROM Account');
  rule(
    'fields.limit',
    "SELECT FIELDS(ALL) FROM Account WHERE Id IN ('001000000000001')",
    'SELECT [FIELDS(CUSTOM)] FROM Account LIMIT 201',
  );
  rule('fields.some', 'SELECT FIELDS(CUSTOM) FROM Account LIMIT 200', 'SELECT [FIELDS(CUSTOM)] FROM Contact LIMIT 200');
  rule(
    'fields.not-grouped',
    'SELECT FIELDS(STANDARD) FROM Account',
    'SELECT [FIELDS(STANDARD)], COUNT(Id) FROM Account',
  );
  rule(
    'fields.once',
    'SELECT FIELDS(STANDARD), Active__c FROM Account',
    'SELECT FIELDS(STANDARD), [Name] FROM Account',
  );
  rule(
    'child.no-aggregates',
    'SELECT (SELECT Id FROM Contacts) FROM Account',
    'SELECT (SELECT [COUNT(Id)] FROM Contacts) FROM Account',
  );
  rule(
    'child.no-groups',
    'SELECT (SELECT Email FROM Contacts) FROM Account',
    'SELECT (SELECT Email FROM Contacts [GROUP BY Email]) FROM Account',
  );
  rule(
    'child.offset',
    'SELECT (SELECT Id FROM Contacts LIMIT 5 OFFSET 5) FROM Account LIMIT 1',
    'SELECT (SELECT Id FROM Contacts [OFFSET 5]) FROM Account',
  );
  rule(
    'child.levels',
    `SELECT ${down(4)} FROM Account`,
    `SELECT ${down(5).replace(/\((SELECT Id FROM ChildAccounts)\)/, '([$1])')} FROM Account`,
  );
});

describe('rules of TYPEOF', () => {
  const task = (rest: string) => `SELECT ${rest} FROM Task`;
  rule(
    'typeof.polymorphic',
    task('TYPEOF What WHEN Account THEN Name END'),
    'SELECT TYPEOF [Owner] WHEN User THEN Name END FROM Account',
  );
  rule(
    'typeof.target',
    task('TYPEOF What WHEN Account THEN Name END'),
    task('TYPEOF What WHEN [Contact] THEN Name END'),
  );
  rule(
    'typeof.when-once',
    task('TYPEOF What WHEN Account THEN Id WHEN Opportunity THEN Id END'),
    task('TYPEOF What WHEN Account THEN Id WHEN [Account] THEN Name END'),
  );
  rule(
    'typeof.not-grouped',
    task('TYPEOF What WHEN Account THEN Id END'),
    task('[TYPEOF What WHEN Account THEN Id END], COUNT(Id)'),
  );
  rule(
    'typeof.no-function',
    task('TYPEOF What WHEN Account THEN Owner.Name END'),
    task('TYPEOF What WHEN Account THEN [toLabel(Industry)] END'),
  );
  rule(
    'typeof.not-selected',
    task('Who.Name, TYPEOF What WHEN Account THEN Id END'),
    task('[What.Name], TYPEOF What WHEN Account THEN Id END'),
  );
  rule(
    'typeof.not-in-semi-join',
    task('TYPEOF What WHEN Account THEN Id END'),
    'SELECT Id FROM Task WHERE WhatId IN (SELECT [TYPEOF What WHEN Account THEN Id END] FROM Mystery__c)',
  );
  rule(
    'typeof.else',
    task('TYPEOF What WHEN Account THEN Industry ELSE Title END'),
    task('TYPEOF What WHEN Account THEN Industry ELSE [Industry] END'),
  );
});

describe('rules of functions', () => {
  rule(
    'function.argument',
    'SELECT AVG(AnnualRevenue), MAX(CreatedDate) FROM Account',
    'SELECT SUM([Name]), MAX([Active__c]) FROM Account',
  );
  rule('function.date-argument', account('CALENDAR_YEAR(CreatedDate) = 2026'), account('CALENDAR_YEAR([Name]) = 2026'));
  rule(
    'function.datetime-argument',
    account('HOUR_IN_DAY(CreatedDate) = 5'),
    account('HOUR_IN_DAY([LastActivityDate]) = 5'),
  );
  rule(
    'function.currency-argument',
    'SELECT convertCurrency(AnnualRevenue) FROM Account',
    'SELECT convertCurrency([NumberOfEmployees]) FROM Account',
  );
  rule(
    'function.label-argument',
    'SELECT toLabel(Industry) FROM Account',
    'SELECT toLabel([AnnualRevenue]) FROM Account',
  );
  rule(
    'function.distance-argument',
    "SELECT DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') FROM Account",
    "SELECT DISTANCE([Name], GEOLOCATION(1, 2), 'km') FROM Account",
  );
  rule(
    'function.aggregate-place',
    'SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > 1',
    account('[SUM](AnnualRevenue) > 5'),
  );
  rule(
    'function.conversion-place',
    "SELECT Id FROM Account WHERE toLabel(Industry) = 'Banks'",
    'SELECT Id FROM Account ORDER BY [toLabel](Industry)',
  );
  rule(
    'function.distance-place',
    "SELECT Id FROM Account ORDER BY DISTANCE(Location__c, GEOLOCATION(1, 2), 'km')",
    "SELECT COUNT(Id) FROM Account GROUP BY [DISTANCE](Location__c, [GEOLOCATION](1, 2), 'km')",
  );
  rule(
    'function.formula-place',
    account("FORMULA('AnnualRevenue - NumberOfEmployees') > 5"),
    "SELECT Id FROM Account ORDER BY [FORMULA]('AnnualRevenue - NumberOfEmployees')",
  );
  rule(
    'function.time-zone',
    account('HOUR_IN_DAY(convertTimezone(CreatedDate)) = 5'),
    'SELECT [convertTimezone](CreatedDate) FROM Account',
  );
  rule(
    'function.nesting',
    'SELECT FORMAT(convertCurrency(AnnualRevenue)) FROM Account',
    'SELECT SUM([convertCurrency](AnnualRevenue)) FROM Account',
  );
  rule(
    'function.date-part-grouped',
    'SELECT CALENDAR_YEAR(CreatedDate) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)',
    'SELECT [CALENDAR_YEAR(CreatedDate)] FROM Account',
  );
  rule(
    'function.grouping',
    'SELECT GROUPING(Industry), COUNT(Id) FROM Account GROUP BY CUBE(Industry)',
    'SELECT GROUPING([Industry]), COUNT(Id) FROM Account GROUP BY Industry',
  );
  rule(
    'function.distance-operator',
    account("DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') < 5"),
    account("DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') [=] 5"),
  );
});

describe('rules of conditions', () => {
  rule('where.boolean', account('Active__c = TRUE AND Active__c != null'), account('Active__c = [1]'));
  rule('where.text', account("Name = 'x'"), account('Name = [5]'));
  rule('where.number', account('NumberOfEmployees > 5'), account("NumberOfEmployees > ['5']"));
  rule('where.currency', account('AnnualRevenue > USD5000.5'), account('NumberOfEmployees > [USD5000]'));
  rule('where.date', account('LastActivityDate = 2026-01-31'), account('LastActivityDate = [2026-01-31T10:00:00Z]'));
  rule('where.date-time', account('CreatedDate > 2026-01-31T10:00:00Z'), account('CreatedDate > [2026-01-31]'));
  rule(
    'where.time',
    'SELECT Id FROM Deal_Registration__c WHERE Starts__c > 10:00:00Z',
    "SELECT Id FROM Deal_Registration__c WHERE Starts__c > ['10:00']",
  );
  rule('where.date-literal', account('CreatedDate = LAST_N_DAYS:5'), account('Name = [TODAY]'));
  rule(
    'where.date-literal-function',
    account('DAY_ONLY(CreatedDate) = 2026-01-31'),
    account('DAY_ONLY(CreatedDate) = [TODAY]'),
  );
  rule('where.date-range', account('LastActivityDate > 1700-01-01'), account('LastActivityDate > [1600-01-01]'));
  const place = (rest: string) => `SELECT Id FROM Place WHERE ${rest}`;
  rule('where.inactive', place("City__c = 'Oslo'"), place("City__c = ['Kristiania']"));
  rule(
    'where.dependent',
    place("Country__c = 'Italy' AND (City__c = 'Rome' AND City__c IN ('Rome', 'Anywhere'))"),
    place("(Country__c = 'Italy') AND City__c = ['Oslo']"),
  );
  rule(
    'where.dependent',
    place("Country__c = 'Italy' OR City__c = 'Oslo'"),
    place("Country__c IN ('Italy') AND City__c IN (['Oslo'], 'Rome')"),
  );
  rule(
    'where.dependent',
    place("IsNear__c = TRUE AND Walk__c = 'Short'"),
    place("IsNear__c = FALSE AND Walk__c = ['Short']"),
  );
  rule(
    'where.dependent',
    place("Country__c = :country AND City__c = 'Oslo'"),
    place("City__c = ['Oslo'] AND Country__c = 'Italy'"),
  );
  rule(
    'where.record-type',
    place("RecordType.DeveloperName IN ('Town', 'village')"),
    place("RecordType.DeveloperName = ['Towns']"),
  );
  rule(
    'where.record-type',
    place("RecordType.Name = 'Whatever'"),
    "SELECT p.Id FROM Place p WHERE p.RecordType.DeveloperName = ['x']",
  );
  rule('where.id', account("OwnerId = '005000000000001'"), account("OwnerId = ['Jane']"));
  rule('where.picklist', account("Rating = 'Hot'"), account("Rating = ['Boiling']"));
  rule('where.picklist-label', account("Industry = 'Banking'"), account("Industry = ['Banks']"));
  rule(
    'where.polymorphic',
    "SELECT Id FROM Task WHERE What.Title = 'x'",
    "SELECT Id FROM Task WHERE What.[Industry] = 'x'",
  );
  rule(
    'semi-join.column',
    account('Id IN (SELECT c.AccountId FROM Contact c)'),
    account('Id IN (SELECT [Account.ParentId] FROM Contact)'),
  );
  rule(
    'semi-join.one-column',
    account('Id IN (SELECT AccountId FROM Contact)'),
    account('Id IN (SELECT AccountId, [Id] FROM Contact)'),
  );
  rule(
    'semi-join.field',
    'SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account)',
    'SELECT Id FROM Contact WHERE [Account.OwnerId] IN (SELECT Id FROM User)',
  );
  rule(
    'semi-join.two',
    account('Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT AccountId FROM Case)'),
    account(
      'Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Case) AND Id IN ([SELECT AccountId FROM Opportunity])',
    ),
  );
  rule(
    'semi-join.no-or',
    account('Id IN (SELECT AccountId FROM Contact) AND Name != null'),
    account('Id IN ([SELECT AccountId FROM Contact]) OR Name != null'),
  );
  rule(
    'semi-join.no-not',
    account('Id NOT IN (SELECT AccountId FROM Contact)'),
    account('(NOT Id IN ([SELECT AccountId FROM Contact]))'),
  );
  rule(
    'semi-join.not-nested',
    account('Id IN (SELECT AccountId FROM Contact)'),
    account('Id IN (SELECT AccountId FROM Contact WHERE AccountId IN ([SELECT AccountId FROM Case]))'),
  );
  rule(
    'semi-join.other-object',
    account('OwnerId IN (SELECT Id FROM User)'),
    account('ParentId IN (SELECT Id FROM [Account])'),
  );
  rule(
    'semi-join.not-in-having',
    'SELECT OwnerId FROM Account GROUP BY OwnerId HAVING COUNT(Id) > 1',
    'SELECT OwnerId FROM Account GROUP BY OwnerId HAVING OwnerId IN ([SELECT Id FROM User])',
  );
  rule(
    'semi-join.not-in-child',
    'SELECT (SELECT Id FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Case)',
    'SELECT (SELECT Id FROM Contacts WHERE AccountId IN ([SELECT AccountId FROM Case])) FROM Account',
  );
  rule(
    'semi-join.object',
    account('Id IN (SELECT AccountId FROM Opportunity)'),
    account('Id IN (SELECT WhatId FROM [Task])'),
  );
  rule(
    'semi-join.no-aggregate',
    account('Id IN (SELECT AccountId FROM Contact)'),
    account('Id IN (SELECT [COUNT(AccountId)] FROM Contact)'),
  );
});

describe('rules of WITH and USING', () => {
  const article = (rest: string) =>
    `SELECT Id FROM Article__kav WHERE PublishStatus = 'Online' WITH DATA CATEGORY ${rest}`;
  rule(
    'data-category.object',
    article('Geo__c AT Europe__c'),
    'SELECT Id FROM Account WITH [DATA CATEGORY Geo__c AT Europe__c]',
  );
  rule(
    'data-category.three',
    article('A__c AT X__c AND B__c AT X__c AND C__c AT X__c'),
    article('A__c AT X__c AND B__c AT X__c AND C__c AT X__c AND [D__c AT X__c]'),
  );
  rule(
    'data-category.group-once',
    article('A__c AT X__c AND B__c AT X__c'),
    article('A__c AT X__c AND [a__c] AT Y__c'),
  );
  rule('scope.supported', 'SELECT Id FROM Account USING SCOPE Mine', 'SELECT Id FROM Account USING SCOPE [nobody]');
});

describe('rules of limits', () => {
  rule('limit.statement', account("Name = 'x'"), `[${account(`Name IN (${many(9000, () => "'abcdefgh'")})`)}]`);
  rule('limit.text', account(`Name = '${'x'.repeat(4000)}'`), account(`Name = ['${'x'.repeat(4001)}']`));
  rule(
    'limit.parents',
    `SELECT ${many(55, i => `R${i}__r.Id`)} FROM Mystery__c`,
    `SELECT ${many(55, i => `R${i}__r.Id`)}, [R55__r.Id] FROM Mystery__c`,
  );
  rule(
    'limit.levels-up',
    'SELECT Parent.Parent.Parent.Parent.Parent.Name FROM Account',
    'SELECT [Parent.Parent.Parent.Parent.Parent.Parent.Name] FROM Account',
  );
  rule(
    'limit.child-queries',
    `SELECT ${many(20, () => '(SELECT Id FROM Contacts)')} FROM Account`,
    `SELECT ${many(20, () => '(SELECT Id FROM Contacts)')}, [(SELECT Id FROM Cases)] FROM Account`,
  );
  rule(
    'limit.rollup',
    'SELECT COUNT(Id) FROM Account GROUP BY ROLLUP(Name, Industry, Rating)',
    'SELECT COUNT(Id) FROM Account GROUP BY CUBE(Name, Industry, Rating, [Website])',
  );
  rule('limit.offset', 'SELECT Id FROM Account OFFSET 2000', 'SELECT Id FROM Account OFFSET [2001]');
  rule('limit.not-negative', 'SELECT Id FROM Account LIMIT 0', 'SELECT Id FROM Account LIMIT [-1]');
  rule('limit.one-row', 'SELECT MAX(AnnualRevenue) FROM Account', 'SELECT MAX(AnnualRevenue) FROM Account [LIMIT 5]');
});

describe('rules of types and flags', () => {
  rule('flag.filterable', account("Name = 'x'"), account("[Code__c] = 'x'"));
  rule('flag.sortable', 'SELECT Id FROM Account ORDER BY Name', 'SELECT Id FROM Account ORDER BY [Legacy__c]');
  rule(
    'flag.groupable',
    'SELECT Industry FROM Account GROUP BY Industry',
    'SELECT COUNT(Id) FROM Account GROUP BY [AnnualRevenue]',
  );
  rule('flag.aggregatable', 'SELECT COUNT(Industry) FROM Account', 'SELECT COUNT([Regions__c]) FROM Account');
  rule('type.long-text', 'SELECT Description FROM Account', account("[Description] LIKE 'x%'"));
  rule(
    'type.date-time-group',
    'SELECT COUNT(Id) FROM Account GROUP BY DAY_ONLY(CreatedDate)',
    'SELECT COUNT(Id) FROM Account GROUP BY [CreatedDate]',
  );
  rule('type.address', account("BillingCity = 'Berlin'"), account("[BillingAddress] = 'Berlin'"));
  rule('type.encrypted', 'SELECT Secret__c FROM Account', account("[Secret__c] = 'x'"));
  rule('operator.id', account("OwnerId IN ('005000000000001')"), account("OwnerId [LIKE] '005%'"));
  rule('operator.boolean', account('Active__c = TRUE'), account('Active__c [>] TRUE'));
  rule('operator.number', account('NumberOfEmployees IN (1, 2)'), account("NumberOfEmployees [LIKE] '5%'"));
  rule('operator.date', account('CreatedDate >= TODAY'), account("CreatedDate [LIKE] '2026%'"));
  rule('operator.multipicklist', account("Regions__c INCLUDES ('North;East')"), account("Regions__c [LIKE] 'N%'"));
  rule('operator.text', account("Name LIKE 'x%' AND Name > 'a'"), account("Industry [INCLUDES] ('Energy')"));
  rule(
    'group.all',
    'SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry',
    'SELECT [Name], COUNT(Id) FROM Account GROUP BY Industry',
  );
  rule(
    'group.once',
    'SELECT Name FROM Account GROUP BY Name, Industry',
    'SELECT Name FROM Account GROUP BY Name, [name]',
  );
});

describe('rules of other places', () => {
  rule(
    'view.clauses',
    "SELECT Id FROM EntityDefinition WHERE Label = 'x'",
    "SELECT [COUNT()] FROM EntityDefinition WHERE [Label [!=] 'x' OR Label = 'y'] [GROUP BY Label]",
  );
  rule('view.clauses', 'SELECT Id FROM EntityDefinition', "SELECT Id FROM EntityDefinition WHERE [NOT Label = 'x']");
  rule('view.limit', 'SELECT Id FROM EntityDefinition', 'SELECT Id FROM EntityDefinition [LIMIT 5]');
  rule('bulk.no-groups', 'SELECT Name FROM Account', 'SELECT Name FROM Account [GROUP BY Name]', 'bulk');
  rule('bulk.no-offset', 'SELECT Name FROM Account LIMIT 5', 'SELECT Name FROM Account LIMIT 5 [OFFSET 5]', 'bulk');
  rule(
    'bulk.no-typeof',
    'SELECT What.Name FROM Task',
    'SELECT [TYPEOF What WHEN Account THEN Id END] FROM Task',
    'bulk',
  );
  rule('bulk.no-aggregates', 'SELECT Id FROM Account', 'SELECT [COUNT()] FROM Account', 'bulk');
  rule(
    'bulk.no-compounds',
    'SELECT BillingCity FROM Account',
    'SELECT [BillingAddress], [Location__c] FROM Account',
    'bulk',
  );
  rule('bulk.no-children', 'SELECT Owner.Name FROM Account', 'SELECT [(SELECT Id FROM Contacts)] FROM Account', 'bulk');
  rule(
    'bulk.no-field-lists',
    'SELECT FIELDS(STANDARD) FROM Account',
    'SELECT [FIELDS(ALL)] FROM Account LIMIT 200',
    'bulk',
  );
  rule(
    'apex.no-field-lists',
    'SELECT FIELDS(STANDARD) FROM Account',
    'SELECT [FIELDS(ALL)] FROM Account LIMIT 200',
    'apex',
  );
  rule(
    'apex.lock-order',
    'SELECT Id FROM Account FOR UPDATE',
    'SELECT Id FROM Account ORDER BY Name [FOR UPDATE]',
    'apex',
  );
  rule(
    'metadata.operators',
    "SELECT Id FROM Setting__mdt WHERE Label LIKE 'x%'",
    'SELECT Id, [COUNT(Label)] FROM Setting__mdt [GROUP BY Id]',
  );
  rule('metadata.one-object', 'SELECT Id FROM Setting__mdt s', 'SELECT Id FROM Setting__mdt s, [s.Parent__r p]');
  rule(
    'metadata.or',
    "SELECT Id FROM Setting__mdt WHERE Label = 'a' OR Label = 'b'",
    "SELECT Id FROM Setting__mdt WHERE [Label = 'a' OR Scope__c = 'b']",
  );
  rule(
    'metadata.order',
    'SELECT Id FROM Setting__mdt ORDER BY Label',
    'SELECT Id FROM Setting__mdt ORDER BY [Parent__r.Label]',
  );
  rule('big.operators', "SELECT Id FROM Log__b WHERE Text__c > 'x'", "SELECT Id FROM Log__b WHERE Text__c [LIKE] 'x%'");
  rule('big.aggregates', 'SELECT COUNT() FROM Log__b', 'SELECT [COUNT(Id)] FROM Log__b');
  rule(
    'external.clauses',
    "SELECT Id FROM Remote__x WHERE Text__c = 'x'",
    'SELECT [MAX(Text__c)] FROM Remote__x [FOR VIEW]',
  );
  rule(
    'data-cloud.text-order',
    "SELECT Id FROM Person__dlm WHERE City__c = 'x'",
    "SELECT Id FROM Person__dlm WHERE City__c [<] 'x'",
  );
  rule('data-cloud.aggregates', 'SELECT COUNT(Id) FROM Person__dlm', 'SELECT [COUNT_DISTINCT(Id)] FROM Person__dlm');
  rule('data-cloud.no-parents', 'SELECT City__c FROM Person__dlm', 'SELECT [Home__r.City__c] FROM Person__dlm');
  rule(
    'object.needed-filter',
    "SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = 'x'",
    'SELECT Id FROM [ContentDocumentLink]',
  );
});

describe('rules of searches', () => {
  rule(
    'search.object-once',
    'FIND {x} RETURNING Account(Id), Contact(Id)',
    'FIND {x} RETURNING Account(Id), [Account](Name)',
  );
  rule(
    'search.offset',
    'FIND {x} RETURNING Account(Id LIMIT 5 OFFSET 5)',
    'FIND {x} RETURNING Account(Id [OFFSET 5]), Contact',
  );
  rule('search.limit', 'FIND {x} RETURNING Account(Id LIMIT 2000)', 'FIND {x} RETURNING Account(Id LIMIT [2001])');
});

describe('rules of speed', () => {
  rule('speed.leading-wildcard', account("Name LIKE 'x%'"), account("Name LIKE ['%x']"));
  rule('speed.negative-filter', account("Name IN ('x')"), account("Name [NOT IN] ('x')"));
  rule('speed.negative-filter', account('Active__c != TRUE'), account("Name [!=] 'x'"));
  rule(
    'speed.selective',
    account("Name != null AND Industry = 'Energy'"),
    'SELECT Id FROM Account [WHERE] Name != null',
  );
  rule('speed.selective', `${account('Name != null')} LIMIT 5`, 'SELECT Id FROM Account [WHERE] (Name != null)');
});

describe('the page of rules', () => {
  it('has a passing and a failing case for each', () => {
    assert.deepEqual(
      [...codes.keys()].filter(id => !shown.has(id)),
      [],
    );
  });

  it('has a rule for each problem', () => {
    const named = new Set(codes.values());
    assert.deepEqual(
      Object.keys(wordings).filter(code => !named.has(code)),
      [],
    );
  });
});
