import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowWriter } from '../../../../server/src/localOrg/bulk/query/columns.ts';
import { openLines } from '../../../../server/src/localOrg/engine/index.ts';
import { db, now, open, recordId, schema, user } from './org.ts';

const format = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;

/** Texts and numbers that are easily written wrong, in records of their own. */
const oddId = (number: number): string => recordId(`001:90${number}`);
const odd = `
  INSERT INTO Account (Id, Name, Description, AnnualRevenue, NumberOfEmployees, OwnerId, CreatedDate) VALUES
    ('${oddId(1)}', 'say "hi", it''s', char(10) || '\\ / ' || char(1) || char(8232) || 'é😀', 1e20, -3, '${recordId('005:1')}', '2026-01-01T00:00:00.000+0000'),
    ('${oddId(2)}', '""', '""', 0.1, 0, '${recordId('005:1')}', NULL),
    ('${oddId(3)}', ',', ';', 123456789012345.67, 100, '00X000000000001AAA', NULL),
    ('${oddId(4)}', '#N/A', '', 1000, NULL, NULL, NULL),
    ('${oddId(5)}', 'a' || char(0) || 'b"c', '', 1, NULL, NULL, NULL)`;

/** Money, and what is left of sums of it, up to all digits that a double has. */
const amounts = fc.oneof(
  fc.integer({ min: -1e12, max: 1e12 }).map(cents => cents / 100),
  fc.tuple(fc.nat(1e6), fc.nat(1e6)).map(([a, b]) => a * 0.1 + b * 0.2),
  fc.double({ min: -2e7, max: 2e7, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

describe('query: rows as text', () => {
  before(() => {
    db.exec('SAVEPOINT odd');
    db.exec(odd);
  });
  after(() => db.exec('ROLLBACK TO odd; RELEASE odd'));

  for (const soql of [
    'SELECT Id, Name, Description, AnnualRevenue, NumberOfEmployees, Active__c, CreatedDate FROM Account ORDER BY Id DESC',
    'SELECT Name, Parent.Name, Parent.Parent.Active__c, Parent.Id FROM Account',
    'SELECT Subject, What.Name, Who.Name, Owner.Name, Owner.Type, Owner.IsActive FROM Task',
    'SELECT Name, Owner.Name, Owner.ProfileId FROM Account LIMIT 3 OFFSET 2',
    'SELECT Amount, Probability__c, CloseDate, Tags__c, Meeting__c, IsWon FROM Opportunity',
    'SELECT toLabel(Industry), Name FROM Account',
    // What SQLite does not write.
    'SELECT FORMAT(AnnualRevenue) shown, Name FROM Account',
    'SELECT Name, BillingAddress FROM Account',
    'SELECT Name, (SELECT Name FROM Contacts) FROM Account',
    'SELECT TYPEOF What WHEN Account THEN Name ELSE Id END FROM Task',
    'SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry',
    "SELECT Id FROM Account WHERE Name = 'nobody'",
  ]) {
    it(`is the JSON of the records: ${soql}`, () => {
      const cursor = open(soql);
      for (const [from, count] of [
        [0, 2000],
        [1, 3],
      ] as const) {
        const text = `[${Buffer.from(cursor.readItems(count, from)).toString()}]`;
        assert.equal(text, JSON.stringify(cursor.read(count, from)));
      }
    });
  }

  it('writes numbers as the JSON of the records does', () => {
    const set = db.prepare(`UPDATE Account SET AnnualRevenue = ? WHERE Id = '${oddId(4)}'`);
    try {
      fc.assert(
        fc.property(amounts, amount => {
          set.run(amount);
          const cursor = open(`SELECT AnnualRevenue FROM Account WHERE Id = '${oddId(4)}'`);
          const text = `[${Buffer.from(cursor.readItems(1, 0)).toString()}]`;
          assert.equal(text, JSON.stringify(cursor.read(1, 0)));
        }),
        { numRuns: 500 },
      );
    } finally {
      set.run(1000);
    }
  });

  for (const [soql, lines] of [
    [
      'SELECT Name, Description, AnnualRevenue, NumberOfEmployees, Active__c, CreatedDate FROM Account WHERE Id IN $',
      [
        '"say ""hi"", it\'s","\n\\ / \u0001\u2028é😀","1.0E20","-3","false","2026-01-01T00:00:00.000Z"\n',
        '"""""","""""","0.1","0","false",""\n',
        '",",";","1.2345678901234567E14","100","false",""\n',
        '"#N/A","","1000.0","","false",""\n',
      ],
    ],
    ['SELECT Name FROM Account WHERE Id IN $ AND AnnualRevenue = 1', ['"a\0b""c"\n']],
    ['SELECT Name, Parent.Name FROM Account WHERE Id IN $ AND Name = \'""\'', ['"""""",""\n']],
    [
      'SELECT FORMAT(AnnualRevenue) shown, Owner.Name FROM Account WHERE Id IN $ AND NumberOfEmployees = 0',
      ['"$0","Ann"\n'],
    ],
  ] as const) {
    it(`is CSV: ${soql}`, () => {
      const ids = (soql.includes('AnnualRevenue = 1') ? [5] : [1, 2, 3, 4]).map(digit => `'${oddId(digit)}'`).join();
      const request = { db, schema, text: soql.replace('Id IN $', `Id IN (${ids})`), user, now };
      const csv = { delimiter: ',', lineEnding: '\n' };
      const opened = openLines({ ...request, includeDeleted: false, version: '66.0' }, csv, columns =>
        rowWriter(columns, format),
      );
      const read = (count: number, from: number): readonly string[] => {
        const { text, lengths } = opened.read(count, from);
        let start = 0;
        return lengths.map(length => {
          const line = text.subarray(start, start + length);
          start += length;
          return Buffer.from(line).toString();
        });
      };
      assert.deepEqual(read(10, 0), lines);
      assert.deepEqual(read(1, lines.length - 1), lines.slice(-1));
      assert.deepEqual(read(1, lines.length), []);
    });
  }
});
