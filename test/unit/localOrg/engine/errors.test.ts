import { schemaOf } from '../../../../server/src/localOrg/schema/schema.ts';
import { check, refused, refusedFor } from './org.ts';

describe('query: errors', () => {
  it('points at unknown names', () => {
    refused(
      'SELECT Id, Foo FROM User',
      'INVALID_FIELD',
      `\nSELECT Id, Foo FROM User\n           ^\nERROR at Row:1:Column:12\nNo such column 'Foo' on entity 'User'.`,
    );
    refused(
      'SELECT Id FROM Accountz LIMIT 2',
      'INVALID_TYPE',
      `\nSELECT Id FROM Accountz LIMIT 2\n               ^\nERROR at Row:1:Column:16\nsObject type 'Accountz' is not supported.`,
    );
    refused(
      'SELECT Id, Boss.Name FROM Contact',
      'INVALID_FIELD',
      `\nSELECT Id, Boss.Name FROM Contact\n           ^\nERROR at Row:1:Column:12\nDidn't understand relationship 'Boss' in field path.`,
    );
    refusedFor('SELECT Account.Foo FROM Contact', 'INVALID_FIELD', `No such column 'Foo' on entity 'Account'.`);
    refusedFor(
      'SELECT Id, (SELECT Id FROM Contactz) FROM Account',
      'INVALID_TYPE',
      `Didn't understand relationship 'Contactz' in FROM part of query call.`,
    );
    refusedFor('SELECT Id FROM Name', 'INVALID_TYPE', `sObject type 'Name' is not supported.`);
    refusedFor('SELECT Id FROM Locked', 'INVALID_TYPE_FOR_OPERATION', 'entity type Locked does not support query');
  });

  it('shows some words around the fault', () => {
    refused(
      'SELECT Id,Name,BillingCity,IsDeleted FROM Accout',
      'INVALID_TYPE',
      `\nName,BillingCity,IsDeleted FROM Accout\n                                ^\nERROR at Row:1:Column:43\nsObject type 'Accout' is not supported.`,
    );
  });

  it('counts rows from the first line that is not blank', () => {
    refused(
      '\n  \nSELECT Id,\n  Foo\nFROM User',
      'INVALID_FIELD',
      `\nFoo\n^\nERROR at Row:2:Column:3\nNo such column 'Foo' on entity 'User'.`,
    );
  });

  it('names the token that the grammar did not expect', () => {
    refused(
      'SELECT Id, FROM Account',
      'MALFORMED_QUERY',
      `\nSELECT Id, FROM Account\n          ^\nERROR at Row:1:Column:11\nunexpected token: 'FROM'`,
    );
    refused(
      'SELECT Id FROM Account WHERE',
      'MALFORMED_QUERY',
      `\nSELECT Id FROM Account WHERE\n                           ^\nERROR at Row:1:Column:28\nunexpected token: '<EOF>'`,
    );
    const malformed = (soql: string, token: string): void =>
      refusedFor(soql, 'MALFORMED_QUERY', `unexpected token: '${token}'`);
    malformed('', '<EOF>');
    malformed('FIND {x}', 'FIND');
    malformed('SELECT Id FROM Account;', ';');
    malformed('SELECT Id /* why */ FROM Account', '/');
    malformed('SELECT Id FROM Account LIMIT', '<EOF>');
    malformed(`SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'`, 'AND');
    malformed('SELECT Id FROM Account WHERE Name ==', '=');
    malformed('SELECT Id FROM Account LIMIT 5 LIMIT 6', 'LIMIT');
    refusedFor('SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', 'ALL ROWS not allowed in this context');
  });

  it('refuses what it does not support, by name', () => {
    const malformed = (soql: string, reason: string): void => refusedFor(soql, 'MALFORMED_QUERY', reason);
    malformed('SELECT Id FROM Account WITH SECURITY_ENFORCED', 'WITH is not supported in this query');
    malformed('SELECT Id FROM Account USING SCOPE delegated', `Scope 'delegated' is not supported for Account`);
    malformed('SELECT UPPER(Name) FROM Account', `unexpected function: 'UPPER'`);
    malformed('SELECT Id FROM Account WHERE UPPER(Name) = null', `unexpected function: 'UPPER'`);
    malformed('SELECT Name n FROM Account', 'only aggregate expressions use field aliasing');
    malformed('SELECT Id FROM Account LIMIT -1', 'Limit must be a non-negative value');
    refusedFor(
      'SELECT Id FROM Account OFFSET 2001',
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Maximum SOQL offset allowed is 2000',
    );
    refusedFor('SELECT Id, id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id');
    refusedFor(
      'SELECT ReportsTo.ReportsTo.ReportsTo.ReportsTo.ReportsTo.ReportsTo.Name FROM Contact',
      'MALFORMED_QUERY',
      'A relationship path can have at most 5 levels',
    );
  });

  it('follows the flags of the schema', () => {
    const flags = { filterable: false, sortable: false, groupable: false, aggregatable: false };
    const schema = schemaOf([
      {
        name: 'Account',
        label: 'Account',
        labelPlural: 'Accounts',
        keyPrefix: '001',
        fields: [
          { name: 'Id', type: 'id' },
          { name: 'Name', type: 'string', ...flags },
        ],
      },
    ]);
    const refuses = (soql: string, code: string, reason: string): void => refusedFor(soql, code, reason, { schema });
    const field = `field 'Name' can not be`;
    refuses(`SELECT Id FROM Account WHERE Name = 'a'`, 'INVALID_FIELD', `${field} filtered in a query call`);
    refuses('SELECT Id FROM Account ORDER BY Name', 'MALFORMED_QUERY', `${field} sorted in a query call`);
    refuses('SELECT Name FROM Account GROUP BY Name', 'MALFORMED_QUERY', `${field} grouped in a query call`);
    refuses('SELECT MAX(Name) FROM Account', 'MALFORMED_QUERY', 'field Name does not support aggregate operator MAX');
  });

  it('refuses what is beyond the database’s limits', () => {
    const lists = Array.from({ length: 90 }, () => `AnnualRevenue IN (${'1,'.repeat(450)}1)`).join(' OR ');
    const reason = 'Query is either selecting too many fields or the filter conditions are too complicated.';
    refusedFor(`SELECT Id FROM Account WHERE ${lists}`, 'QUERY_TOO_COMPLICATED', reason);
  });

  it('takes deep nesting', () => {
    const nested = (depth: number): string => (depth === 0 ? 'Name = null' : `(NOT ${nested(depth - 1)})`);
    check(`SELECT Name FROM Account WHERE ${nested(90)} AND Name = 'acme'`, '');
    check(`SELECT Name FROM Account WHERE ${nested(91)} AND Name = 'acme'`, 'Acme');
  });

  it('refuses endless text', () => {
    refusedFor(
      `SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`,
      'MALFORMED_QUERY',
      'SOQL statements cannot be longer than 100000 characters.',
    );
    refusedFor(
      `SELECT Id FROM Account WHERE Name = '${'x'.repeat(4001)}'`,
      'MALFORMED_QUERY',
      'String literals can have at most 4000 characters',
    );
  });
});
