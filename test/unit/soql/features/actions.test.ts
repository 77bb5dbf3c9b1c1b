import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { checkAction } from '../../../harness/soql.ts';

const fix = (fixture: string, title: string, expected: string | undefined) =>
  it(`${title}: ${fixture}`, () => checkAction(sampleOrg, fixture, title, expected));
const from = 'SELECT Id FROM Account';

describe('quick fixes: names', () => {
  fix('SELECT Nm$0e FROM Account', 'Change to Name', 'SELECT Name FROM Account');
  fix('SELECT Id FROM Acount$0', 'Change to Account', from);
  fix('SELECT Ownr$0.Name FROM Account', 'Change to Owner', 'SELECT Owner.Name FROM Account');
  fix('SELECT OwnerId$0.Name FROM Account', 'Change to Owner', 'SELECT Owner.Name FROM Account');
  fix('SELECT Owner$0 FROM Account', 'Change to OwnerId', 'SELECT OwnerId FROM Account');
  fix(
    'SELECT (SELECT Id FROM Contact$0) FROM Account',
    'Change to Contacts',
    'SELECT (SELECT Id FROM Contacts) FROM Account',
  );
  fix('SELECT CUONT$0(Id) FROM Account', 'Change to COUNT', 'SELECT COUNT(Id) FROM Account');
  fix('SELECT Name$0 FROM Account', 'Change to Name', undefined);
});

describe('quick fixes: objects of the Tooling API', () => {
  const title = 'Ask the Tooling API: // @tooling';
  fix('SELECT Id FROM ValidationRule$0', title, '// @tooling\nSELECT Id FROM ValidationRule');
  fix(`${from};\nSELECT Id FROM traceflag$0`, title, `${from};\n// @tooling\nSELECT Id FROM traceflag`);
  fix('SELECT Id FROM Acount$0', title, undefined);
});

describe('quick fixes: values', () => {
  fix(`${from} WHERE Active__c = 1$0`, 'Change to TRUE', `${from} WHERE Active__c = TRUE`);
  fix(`${from} WHERE NumberOfEmployees > '5'$0`, 'Change to 5', `${from} WHERE NumberOfEmployees > 5`);
  fix(`${from} WHERE Name = 5$0`, "Change to '5'", `${from} WHERE Name = '5'`);
  fix(`${from} WHERE Name = foo$0`, "Change to 'foo'", `${from} WHERE Name = 'foo'`);
  fix(`${from} WHERE Name = "it's"$0`, 'Use single quotes', `${from} WHERE Name = 'it\\'s'`);
  fix(`${from} WHERE CreatedDate = TODY$0`, 'Change to TODAY', `${from} WHERE CreatedDate = TODAY`);
  fix(
    `${from} WHERE CreatedDate = LAST_N_DAY$0`,
    'Change to LAST_N_DAYS:30',
    `${from} WHERE CreatedDate = LAST_N_DAYS:30`,
  );
  fix(
    `${from} WHERE CreatedDate = LAST_N_DAYS$0`,
    'Change to LAST_N_DAYS:30',
    `${from} WHERE CreatedDate = LAST_N_DAYS:30`,
  );
  fix(`${from} WHERE Rating = 'Hto'$0`, "Change to 'Hot'", `${from} WHERE Rating = 'Hot'`);
  fix(`${from} WHERE Industry INCLUDES$0 ('Energy')`, 'Change to IN', `${from} WHERE Industry IN ('Energy')`);
});

describe('quick fixes: lists and clauses', () => {
  fix('SELECT Id Name$0 FROM Account', 'Add a comma', 'SELECT Id, Name FROM Account');
  fix('SELECT Id Name Website$0 FROM Account', 'Add a comma', 'SELECT Id Name, Website FROM Account');
  fix('SELECT Id, Name, Id$0 FROM Account', 'Remove Id', 'SELECT Id, Name FROM Account');
  fix('SELECT Id, ,$0 Name FROM Account', "Remove ','", 'SELECT Id, Name FROM Account');
  fix(
    'SELECT Name$0, COUNT(Id) FROM Account',
    'Add Name to GROUP BY',
    'SELECT Name, COUNT(Id) FROM Account GROUP BY Name',
  );
  fix(
    'SELECT Name$0, COUNT(Id) FROM Account WHERE Id != null GROUP BY Rating LIMIT 5',
    'Add Name to GROUP BY',
    'SELECT Name, COUNT(Id) FROM Account WHERE Id != null GROUP BY Rating, Name LIMIT 5',
  );
  fix(
    'SELECT COUNT(Id) FROM Account GROUP BY CreatedDate$0',
    'Change to DAY_ONLY(CreatedDate)',
    'SELECT COUNT(Id) FROM Account GROUP BY DAY_ONLY(CreatedDate)',
  );
  fix('SELECT FIELDS(ALL)$0 FROM Account', 'Add LIMIT 200', 'SELECT FIELDS(ALL) FROM Account LIMIT 200');
  fix('SELECT FIELDS(ALL)$0 FROM Account LIMIT 500', 'Add LIMIT 200', 'SELECT FIELDS(ALL) FROM Account LIMIT 200');
  fix('SELECT MAX(AnnualRevenue) FROM Account LIMIT 5$0', "Remove 'LIMIT 5'", 'SELECT MAX(AnnualRevenue) FROM Account');
  fix(`${from} OFFSET 5000$0`, 'Change to 2000', `${from} OFFSET 2000`);
  fix(`${from} ORDER $0Name`, 'Add BY', `${from} ORDER BY Name`);
  fix(`${from} WHRE$0 Name = null`, 'Change to WHERE', `${from} WHERE Name = null`);
  fix(`${from}\n$0${from}`, "Add ';'", `${from};\n${from}`);
  fix(`${from} WHERE (Name = null$0`, "Add ')'", `${from} WHERE (Name = null)`);
  fix('SELECT (SELECT Id FROM Contacts $0FROM Account', "Add ')'", 'SELECT (SELECT Id FROM Contacts) FROM Account');
  fix('SELECT Id, Name, $0FROM Account', "Remove ','", 'SELECT Id, Name FROM Account');
  const ordered = `${from} WHERE Name = null ORDER BY Name LIMIT 5`;
  fix(`${from} LIMIT 5 WHERE$0 Name = null`, 'Move WHERE in front of LIMIT', `${from} WHERE Name = null LIMIT 5`);
  fix(`${from} WHERE Name = null LIMIT 5 ORDER$0 BY Name`, 'Move ORDER BY in front of LIMIT', ordered);
});

describe('quick fixes: what SQL has and SOQL has not', () => {
  fix('SELECT *$0 FROM Account', 'Change to FIELDS(ALL)', 'SELECT FIELDS(ALL) FROM Account LIMIT 200');
  fix('SELECT TOP$0 5 Id FROM Account ORDER BY Name', 'Change to LIMIT 5', `${from} ORDER BY Name LIMIT 5`);
  fix('SELECT DISTINCT$0 Name FROM Account', "Remove 'DISTINCT'", 'SELECT Name FROM Account');
  fix('SELECT COUNT(*$0) FROM Account', "Remove '*'", 'SELECT COUNT() FROM Account');
  fix(
    'SELECT COUNT(DISTINCT$0 Name) FROM Account',
    'Change to COUNT_DISTINCT(…)',
    'SELECT COUNT_DISTINCT(Name) FROM Account',
  );
  fix('SELECT COUNT(Id) AS$0 n FROM Account', "Remove 'AS'", 'SELECT COUNT(Id) n FROM Account');
  fix(`${from} WHERE Name IS$0 NULL`, 'Change to = NULL', `${from} WHERE Name = NULL`);
  fix(`${from} WHERE Name IS$0 NOT NULL`, 'Change to != NULL', `${from} WHERE Name != NULL`);
  fix(`${from} WHERE Name ==$0 null`, "Remove '='", `${from} WHERE Name = null`);
  fix(`${from} WHERE Name NOT$0 LIKE 'x%'`, 'Change to (NOT … LIKE …)', `${from} WHERE (NOT Name LIKE 'x%')`);
  fix(
    `${from} WHERE NumberOfEmployees BETWEEN$0 1 AND 5`,
    'Change to >= … AND … <=',
    `${from} WHERE NumberOfEmployees >= 1 AND NumberOfEmployees <= 5`,
  );
  fix(`${from} LIMIT 20,$0 10`, 'Change to LIMIT 10 OFFSET 20', `${from} LIMIT 10 OFFSET 20`);
  fix(`${from} --$0 all`, 'Change to //', `${from} // all`);
  fix(`${from} WHERE Name IN 'x'$0`, 'Put the value in parentheses', `${from} WHERE Name IN ('x')`);
  fix(
    `${from} WHERE Name = null AND Id = null OR$0 Rating = null`,
    'Put the AND part in parentheses',
    `${from} WHERE (Name = null AND Id = null) OR Rating = null`,
  );
  fix(
    `${from} WHERE Name = null AND NOT$0 Id = null`,
    'Put NOT and its condition in parentheses',
    `${from} WHERE Name = null AND (NOT Id = null)`,
  );
});

describe('refactorings', () => {
  fix(
    'SELECT FIELDS$0(STANDARD) FROM Profile',
    'Write out the fields of FIELDS(STANDARD)',
    'SELECT Id, Name FROM Profile',
  );
  fix('SELECT FIELDS$0(ALL) FROM Mystery__c LIMIT 5', 'Write out the fields of FIELDS(ALL)', undefined);
  fix(
    'SELECT Website$0, Name, Industry, Id FROM Account',
    'Sort the fields',
    'SELECT Id, Name, Industry, Website FROM Account',
  );
  fix('SELECT Id$0, Name FROM Account', 'Sort the fields', undefined);
  fix(`${from} WHERE Regions__c =$0 'East'`, 'Use INCLUDES', `${from} WHERE Regions__c INCLUDES ('East')`);
  fix(`${from} WHERE Regions__c !=$0 'East'`, 'Use EXCLUDES', `${from} WHERE Regions__c EXCLUDES ('East')`);
  fix(`${from} WHERE Regions__c IN$0 ('East')`, 'Use INCLUDES', `${from} WHERE Regions__c INCLUDES ('East')`);
  fix(`${from} WHERE Regions__c LIKE$0 'East'`, 'Use INCLUDES', `${from} WHERE Regions__c INCLUDES ('East')`);
  fix(`${from} WHERE Name =$0 'East'`, 'Use INCLUDES', undefined);
  fix(`${from} WHERE Name = 'x$0'`, 'Make it the bind variable :name', `${from} WHERE Name = :name`);
  fix(`${from} WHERE Owner.Name = 'x$0'`, 'Make it the bind variable :name', `${from} WHERE Owner.Name = :name`);
});
