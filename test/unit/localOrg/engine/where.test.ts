import { check, checkCount, db, recordId, refusedFor } from './org.ts';

/** The names of the accounts that a condition finds. */
const accounts = (where: string, expected: string): void =>
  check(`SELECT Name FROM Account WHERE ${where} ORDER BY Id`, expected.replaceAll(' ', '\n').replaceAll('_Ü', ' Ü'));
const opportunities = (where: string, expected: string): void =>
  check(`SELECT Name FROM Opportunity WHERE ${where} ORDER BY Id`, expected.replaceAll(' ', '\n'));
const refuses = (where: string, reason: string, code = 'INVALID_FIELD'): void =>
  refusedFor(`SELECT Id FROM Account WHERE ${where}`, code, reason);

describe('query: WHERE', () => {
  it('compares texts without case', () => {
    accounts(`Name = 'ACME'`, 'Acme');
    accounts(`Name != 'acme'`, 'beta Gamma_1');
    accounts(`Name > 'ACME'`, 'beta Gamma_1');
    accounts(`Name IN ('BETA', 'x')`, 'beta');
    accounts(`Name LIKE 'a%' OR Name LIKE '_ETA'`, 'Acme beta');
    accounts(`Name LIKE 'gamma\\_1'`, 'Gamma_1');
    accounts(`Name LIKE 'acm\\_'`, '');
    accounts(`Owner.Name = 'ANN'`, 'Acme Gamma_1');
  });

  it('compares letters beyond A to Z without case too', () => {
    db.exec(`SAVEPOINT letters; UPDATE Account SET Name = 'Größe Ü' WHERE Name = 'beta'`);
    try {
      accounts(`Name = 'GRÖßE ü'`, 'Größe_Ü');
      accounts(`Name != 'größe ü'`, 'Acme Gamma_1');
      accounts(`Name LIKE '%Ö%'`, 'Größe_Ü');
      accounts(`Name IN ('ACME', 'grÖße Ü')`, 'Acme Größe_Ü');
    } finally {
      db.exec('ROLLBACK TO letters; RELEASE letters');
    }
  });

  it('treats an empty field as unequal to every value', () => {
    accounts('Industry = null', 'Gamma_1');
    accounts('Industry != null', 'Acme beta');
    accounts(`Industry = ''`, 'Gamma_1');
    accounts(`Industry != 'Energy'`, 'beta Gamma_1');
    accounts(`Industry NOT IN ('Energy')`, 'beta Gamma_1');
    accounts(`Industry NOT IN ('Energy', null)`, 'beta');
    accounts(`Industry IN ('Energy', null)`, 'Acme Gamma_1');
    accounts(`NOT Industry LIKE 'E%'`, 'beta Gamma_1');
    accounts('AnnualRevenue < 600', 'beta');
    accounts('NOT AnnualRevenue < 600', 'Acme Gamma_1');
    accounts(`Parent.Name = null`, 'Acme');
    accounts(`Parent.Name != 'acme'`, 'Acme Gamma_1');
  });

  it('compares booleans, and null as false', () => {
    accounts('Active__c = TRUE', 'Acme Gamma_1');
    accounts('Active__c != true', 'beta');
    accounts('Active__c = null', 'beta');
  });

  it('compares numbers', () => {
    accounts('AnnualRevenue >= 500.0', 'Acme beta');
    accounts('AnnualRevenue = USD500', 'beta');
    accounts('NumberOfEmployees IN (10, 30)', 'Acme Gamma_1');
    opportunities('Probability__c > -.5 AND Amount < 200', 'O1 O4');
  });

  it('compares dates, times and instants', () => {
    opportunities('CloseDate = 2026-05-13', 'O1');
    opportunities('CloseDate < 2026-04-30', 'O3 O4');
    opportunities('CreatedDate = 2026-03-31T23:00:00Z', 'O4');
    opportunities('CreatedDate = 2026-04-01T01:00:00+02:00', 'O4');
    opportunities('CreatedDate >= 2026-04-30T14:00:00.000+0200', 'O1 O2');
    opportunities('Meeting__c > 09:00:00Z', 'O2');
  });

  it('compares ids of 15 and 18 characters', () => {
    const id = recordId('001:1');
    accounts(`Id = '${id}'`, 'Acme');
    accounts(`Id = '${id.slice(0, 15)}'`, 'Acme');
    accounts(`Id > '${id}'`, 'beta Gamma_1');
    accounts(`ParentId IN ('${id.slice(0, 15)}', '')`, 'Acme beta');
  });

  it('looks into multi-select picklists', () => {
    opportunities(`Tags__c INCLUDES ('red')`, 'O1 O4');
    opportunities(`Tags__c INCLUDES ('RED;blue', 'green')`, 'O1 O2');
    opportunities(`Tags__c EXCLUDES ('red')`, 'O2 O3');
    opportunities(`Tags__c = 'red;blue'`, 'O1');
  });

  it('combines conditions', () => {
    accounts(`Name = 'acme' AND Active__c = true AND Industry = 'Energy'`, 'Acme');
    accounts(`(Name = 'acme' OR Name = 'beta') AND (NOT Active__c = true)`, 'beta');
    accounts(`NOT (Name = 'acme' OR Industry = null)`, 'beta');
  });

  it('takes lists and chains longer than SQLite’s own limits', () => {
    const numbers = Array.from({ length: 40_000 }, () => 10).join(',');
    accounts(`NumberOfEmployees IN (${numbers.slice(0, 99_000).replace(/,1?$/, '')})`, 'Acme');
    const chain = Array.from({ length: 3000 }, (_, index) => `NumberOfEmployees=${index}`).join(' OR ');
    accounts(chain, 'Acme Gamma_1');
  });

  it('binds what looks like SQL', () => {
    accounts(`Name = 'x\\' OR 1=1 --'`, '');
    accounts(`Name LIKE '%"; DROP TABLE Account'`, '');
    accounts(`Name != 'a\\u0041\\n\\\\'`, 'Acme beta Gamma_1');
  });

  it('leaves out the recycle bin unless asked', () => {
    checkCount('SELECT COUNT() FROM Account', 3);
    checkCount('SELECT COUNT() FROM Account', 4, { includeDeleted: true });
    check('SELECT Name FROM Account WHERE IsDeleted = true', 'Gone', { includeDeleted: true });
  });

  it('refuses values of another type', () => {
    const should = (type: string, quotes: string): string =>
      `value of filter criterion for field 'F' must be of type ${type} and ${quotes} enclosed in quotes`;
    const cases: readonly (readonly [string, string, string, string])[] = [
      ['Name = 5', 'Name', 'string', 'should be'],
      ['Name = true', 'Name', 'string', 'should be'],
      [`AnnualRevenue > '5'`, 'AnnualRevenue', 'double', 'should not be'],
      ['NumberOfEmployees = 1.5', 'NumberOfEmployees', 'int', 'should not be'],
      [`Active__c = 'true'`, 'Active__c', 'boolean', 'should not be'],
      ['CreatedDate > 2026-01-01', 'CreatedDate', 'dateTime', 'should not be'],
      [`CreatedDate IN ('2026-01-01')`, 'CreatedDate', 'dateTime', 'should not be'],
      ['Id = 5', 'Id', 'ID', 'should be'],
    ];
    for (const [where, field, type, quotes] of cases) refuses(where, should(type, quotes).replace(`'F'`, `'${field}'`));
    refusedFor(
      'SELECT Id FROM Opportunity WHERE CloseDate = 2026-01-01T00:00:00Z',
      'INVALID_FIELD',
      should('date', 'should not be').replace(`'F'`, `'CloseDate'`),
    );
    refuses(`Id = '001'`, 'invalid ID field: 001', 'INVALID_QUERY_FILTER_OPERATOR');
    refuses(`Id LIKE '001%'`, 'invalid operator on id field', 'INVALID_QUERY_FILTER_OPERATOR');
    refuses(`AnnualRevenue LIKE '1%'`, 'invalid operator on currency field', 'INVALID_QUERY_FILTER_OPERATOR');
    refuses(`Name INCLUDES ('a')`, 'invalid operator on string field', 'INVALID_QUERY_FILTER_OPERATOR');
    refuses('CreatedDate = 2026-02-30T00:00:00Z', 'Invalid date: 2026-02-30T00:00:00Z', 'MALFORMED_QUERY');
    refuses('Name = :name', 'Bind variables only allowed in Apex code', 'MALFORMED_QUERY');
  });

  it('refuses fields that the schema does not let it filter', () => {
    refuses(`Description LIKE 'a%'`, `field 'Description' can not be filtered in a query call`);
    refuses(`BillingAddress = 'a'`, 'Address fields can only be filtered using Distance expressions');
    refuses('COUNT(Id) > 1', 'Aggregate expressions are not allowed in a WHERE clause', 'MALFORMED_QUERY');
    refuses('AnnualRevenue - NumberOfEmployees > 1', 'Arithmetic expressions are not supported', 'MALFORMED_QUERY');
  });
});

describe('query: semi-joins', () => {
  it('finds records by what points at them', () => {
    accounts(`Id IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Won' AND Amount > 60)`, 'Acme');
    accounts(`Id NOT IN (SELECT AccountId FROM Contact)`, 'Gamma_1');
    accounts(
      `Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT AccountId FROM Opportunity WHERE Amount > 150)`,
      'beta',
    );
    check(`SELECT Name FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Owner.Name = 'Bob')`, 'Cy Blue');
  });

  it('refuses what Salesforce does', () => {
    const malformed = (where: string, reason: string): void => refuses(where, reason, 'MALFORMED_QUERY');
    const contacts = '(SELECT AccountId FROM Contact)';
    malformed(
      `Id IN (SELECT ParentId FROM Account)`,
      'The inner and outer selects should not be on the same object type',
    );
    malformed(
      `Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT WhoId FROM Task))`,
      'Nesting of semi join sub-selects is not supported',
    );
    malformed(`Name = 'a' OR Id IN ${contacts}`, `Semi join sub-selects are not allowed with the 'OR' operator`);
    malformed(`NOT Id IN ${contacts}`, 'Semi join sub-selects are only allowed at the top level WHERE expressions.');
    refusedFor(
      `SELECT Id, (SELECT Id FROM Contacts WHERE Id IN (SELECT WhoId FROM Task)) FROM Account`,
      'MALFORMED_QUERY',
      'Semi join sub-selects are only allowed at the top level WHERE expressions.',
    );
    malformed(
      `Id IN ${contacts} AND Id IN ${contacts} AND Id IN ${contacts}`,
      'Maximum 2 semi join sub-selects are allowed',
    );
    malformed(`Id IN (SELECT Name FROM Contact)`, 'Semi join sub-selects can only query id fields');
    malformed(`Id IN (SELECT AccountId FROM Contact LIMIT 1)`, `unexpected token: 'LIMIT'`);
    malformed(`Id IN (SELECT AccountId FROM Contact USING SCOPE mine)`, 'USING is not supported in this query');
    malformed(
      `Id IN (SELECT Id FROM Contact)`,
      `The selected field 'Id' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type`,
    );
  });
});
