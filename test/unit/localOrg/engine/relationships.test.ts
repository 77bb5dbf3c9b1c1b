import assert from 'node:assert/strict';
import { check, open, recordId, refusedFor } from './org.ts';

describe('query: child subqueries', () => {
  it('nests children, and null where there are none', () => {
    check(
      'SELECT Name, (SELECT Name FROM Contacts ORDER BY Name), (SELECT Name FROM Account.Opportunities) FROM Account ORDER BY Id',
      `
      Acme | [Al Gray; Zoe Young] | [O1; O2]
      beta | [Cy Blue] | [O3; O4]
      Gamma_1 | - | -
      `,
    );
    const [acme] = open('SELECT (SELECT Id FROM Contacts) FROM Account ORDER BY Id').read(1);
    const attributes = (short: string): object => {
      const id = recordId(short);
      return { attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${id}` }, Id: id };
    };
    const records = [attributes('003:1'), attributes('003:2')];
    assert.deepEqual(acme?.Contacts, { totalSize: 2, done: true, records });
  });

  it('filters, sorts and limits the children of each parent', () => {
    check(
      `SELECT Name, (SELECT Name, Owner.Name FROM Contacts WHERE Owner.Name != 'x' ORDER BY Name DESC LIMIT 1) FROM Account ORDER BY Id`,
      'Acme | [Zoe Young | (Ann)]\nbeta | [Cy Blue | (Bob)]\nGamma_1 | -',
    );
    check(
      'SELECT Name, (SELECT Name FROM Contacts ORDER BY Name LIMIT 1 OFFSET 1) FROM Account ORDER BY Id LIMIT 1',
      'Acme | [Zoe Young]',
    );
  });

  it('goes five levels down, two before v58', () => {
    const soql =
      'SELECT Name, (SELECT Name, (SELECT Name, (SELECT Subject FROM Tasks) FROM Reports) FROM Contacts) FROM Account ORDER BY Id';
    check(soql, 'Acme | [Zoe Young | [Al Gray | [Idle]]; Al Gray | [Cy Blue | -]]\nbeta | [Cy Blue | -]\nGamma_1 | -');
    refusedFor(soql, 'MALFORMED_QUERY', 'Subqueries can be nested at most 2 levels deep', { version: '57.0' });
    const levels = (depth: number): string =>
      depth === 0 ? 'SELECT Id FROM Reports' : `SELECT Id, (${levels(depth - 1)}) FROM Reports`;
    assert.ok(open(`SELECT Id, (${levels(3)}) FROM Contact`).totalSize > 0);
    refusedFor(
      `SELECT Id, (${levels(4)}) FROM Contact`,
      'MALFORMED_QUERY',
      'Subqueries can be nested at most 5 levels deep',
    );
  });

  it('has no aggregates inside', () => {
    const reason = 'only root queries support aggregate expressions';
    refusedFor('SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account', 'MALFORMED_QUERY', reason);
    refusedFor('SELECT Id, (SELECT Name FROM Contacts GROUP BY Name) FROM Account', 'MALFORMED_QUERY', reason);
  });
});

describe('query: polymorphic relationships', () => {
  it('reaches the fields of Name', () => {
    check(
      'SELECT Subject, What.Name, What.Type, Who.Email FROM Task ORDER BY Id',
      `
      Call | (Acme | Account) | (zoe@x.test)
      Mail | (O2 | Opportunity) | -
      Idle | - | (-)
      `,
    );
    const [task] = open('SELECT What.Name FROM Task ORDER BY Id').read(1);
    const url = `/services/data/v66.0/sobjects/Account/${recordId('001:1')}`;
    assert.deepEqual(task?.What, { attributes: { type: 'Name', url }, Name: 'Acme' });
    refusedFor('SELECT What.Industry FROM Task', 'INVALID_FIELD', `No such column 'Industry' on entity 'Name'.`);
  });

  it('goes on from there where just one object can', () => {
    check(
      `SELECT Owner.Profile.Name, Owner.Name, Owner.Profile.Id FROM Task ORDER BY Id`,
      '((Admin | 00e:1) | Ann)\n(- | Queue)\n-',
    );
    check(`SELECT Subject FROM Task WHERE Owner.Profile.Name = 'admin'`, 'Call');
    check(
      'SELECT TYPEOF Owner WHEN User THEN Profile.Name, Name WHEN Group THEN Name END FROM Task ORDER BY Id LIMIT 2',
      '((Admin) | Ann)\n(Queue)',
    );
    refusedFor(
      'SELECT What.Owner.Name FROM Task',
      'INVALID_FIELD',
      `Didn't understand relationship 'Owner' in field path.`,
    );
  });

  it('filters and sorts by them', () => {
    check(`SELECT Subject FROM Task WHERE What.Type = 'account'`, 'Call');
    check(
      `SELECT Subject FROM Task WHERE What.Type IN ('Account', 'Opportunity') ORDER BY What.Name DESC`,
      'Mail\nCall',
    );
    check(`SELECT Subject FROM Task WHERE What.Name LIKE 'a%'`, 'Call');
    check(`SELECT Subject FROM Task WHERE What.Type = null`, 'Idle');
  });

  it('chooses the fields by TYPEOF', () => {
    check(
      `SELECT TYPEOF What WHEN Account THEN Name, Owner.Name WHEN Opportunity THEN Amount END, Subject FROM Task ORDER BY Id`,
      '(Acme | (Ann)) | Call\n(200) | Mail\n- | Idle',
    );
    check(
      `SELECT Id, TYPEOF What WHEN Opportunity THEN Amount ELSE Name, Type END FROM Task ORDER BY Id`,
      '00T:1 | (Acme | Account)\n00T:2 | (200)\n00T:3 | -',
    );
    refusedFor(
      'SELECT TYPEOF What WHEN Account THEN Id WHEN Account THEN Name END FROM Task',
      'MALFORMED_QUERY',
      'WHEN clause operand [Account] is not unique',
    );
    refusedFor(
      'SELECT TYPEOF What WHEN Contact THEN Id END FROM Task',
      'INVALID_TYPE',
      `sObject type 'Contact' is not supported.`,
    );
    refusedFor(
      'SELECT TYPEOF Account WHEN Account THEN Id END FROM Contact',
      'INVALID_FIELD',
      `TYPEOF is only supported for polymorphic relationships, not for 'Account'`,
    );
    refusedFor(
      'SELECT What.Name, TYPEOF What WHEN Account THEN Id END FROM Task',
      'INVALID_FIELD',
      'duplicate field selected: What',
    );
  });
});
