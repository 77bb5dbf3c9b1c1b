import assert from 'node:assert/strict';
import { asJson } from '../asJson.ts';
import { check, open, refusedFor } from './org.ts';

describe('query: groups', () => {
  it('aggregates over all rows', () => {
    check(
      'SELECT COUNT(Id), COUNT(Amount) n, COUNT_DISTINCT(StageName), SUM(Amount), AVG(Amount), MIN(CloseDate), MAX(Name) FROM Opportunity',
      '4 | 3 | 3 | 350.5 | 116.83333333333333 | 2025-12-31 | O4',
    );
    const [row] = open('SELECT MAX(Amount), MIN(Amount) low, SUM(Amount) FROM Opportunity').read(1);
    assert.deepEqual(asJson(row), { attributes: { type: 'AggregateResult' }, expr0: 200, low: 50, expr1: 350.5 });
    check('SELECT COUNT(Id) FROM Opportunity WHERE Name = null', '0');
    check('SELECT FORMAT(SUM(Amount)) FROM Opportunity', '$350.50');
    check('SELECT FORMAT(MAX(Probability__c)) FROM Opportunity', '20.00');
  });

  it('groups by fields and parent fields', () => {
    check(
      'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName ORDER BY StageName',
      'Prospecting | 1\nWon | 2\nLost | 1',
    );
    check(
      'SELECT Account.Name, SUM(Amount) s FROM Opportunity GROUP BY Account.Name ORDER BY SUM(Amount)',
      'beta | 50\nAcme | 300.5',
    );
    check('SELECT IsWon FROM Opportunity GROUP BY IsWon ORDER BY COUNT(Id), IsWon DESC', 'true\nfalse');
    check(
      'SELECT What.Type, COUNT(Id) FROM Task GROUP BY What.Type ORDER BY What.Type',
      '- | 1\nAccount | 1\nOpportunity | 1',
    );
    check(
      'SELECT toLabel(Industry), COUNT(Id) FROM Account GROUP BY Industry ORDER BY Industry LIMIT 2',
      '- | 1\nHot | 1',
    );
  });

  it('filters groups', () => {
    check('SELECT AccountId FROM Contact GROUP BY AccountId HAVING COUNT(Id) > 1', '001:1');
    check(
      `SELECT StageName FROM Opportunity GROUP BY StageName HAVING StageName LIKE 'w%' OR MAX(Amount) = 200 ORDER BY StageName`,
      'Prospecting\nWon',
    );
  });

  it('groups by parts of dates', () => {
    check(
      'SELECT CALENDAR_YEAR(CloseDate) y, COUNT(Id) FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate)',
      '2025 | 1\n2026 | 3',
    );
    check(
      'SELECT CALENDAR_MONTH(CloseDate) FROM Opportunity GROUP BY CloseDate HAVING CALENDAR_YEAR(CloseDate) < 2026',
      '12',
    );
    check(
      'SELECT DAY_ONLY(CreatedDate) d FROM Account GROUP BY DAY_ONLY(CreatedDate) ORDER BY DAY_ONLY(CreatedDate) LIMIT 1',
      '2026-01-01',
    );
  });

  it('rolls up', () => {
    check(
      'SELECT StageName, IsWon, COUNT(Id) c, GROUPING(StageName) g FROM Opportunity GROUP BY ROLLUP(StageName, IsWon) ORDER BY GROUPING(StageName), StageName, GROUPING(IsWon)',
      `
      Prospecting | false | 1 | 0
      Prospecting | - | 1 | 0
      Won | true | 2 | 0
      Won | - | 2 | 0
      Lost | false | 1 | 0
      Lost | - | 1 | 0
      - | - | 4 | 1
      `,
    );
    check(
      'SELECT IsWon, COUNT(Id) FROM Opportunity GROUP BY CUBE(IsWon, StageName) HAVING GROUPING(StageName) = 1 ORDER BY IsWon',
      '- | 4\nfalse | 2\ntrue | 2',
    );
    check('SELECT IsWon FROM Opportunity GROUP BY ROLLUP(IsWon) ORDER BY IsWon NULLS LAST', 'false\ntrue\n-');
  });

  it('refuses what Salesforce does', () => {
    const malformed = (soql: string, reason: string): void => refusedFor(soql, 'MALFORMED_QUERY', reason);
    malformed('SELECT Name, COUNT(Id) FROM Account', 'Field must be grouped or aggregated: Name');
    malformed('SELECT Name FROM Account GROUP BY Industry', 'Field must be grouped or aggregated: Name');
    malformed(
      'SELECT COUNT(Industry) FROM Account GROUP BY Industry',
      'Grouped field should not be aggregated: Industry',
    );
    malformed('SELECT Name FROM Account GROUP BY Name, Name', 'duplicate grouping expression: Name');
    malformed(
      'SELECT COUNT(Id) FROM Account GROUP BY Name ORDER BY Industry',
      'Ordered field must be grouped or aggregated: Industry',
    );
    malformed(
      'SELECT COUNT(Id) FROM Account GROUP BY Name HAVING Industry = null',
      'Field must be grouped or aggregated: Industry',
    );
    malformed(
      'SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue',
      `field 'AnnualRevenue' can not be grouped in a query call`,
    );
    malformed('SELECT SUM(Name) FROM Account', 'field Name does not support aggregate operator SUM');
    malformed('SELECT MAX(Active__c) FROM Account', 'field Active__c does not support aggregate operator MAX');
    malformed(
      'SELECT COUNT(Id) FROM Account LIMIT 1',
      'Non-grouped query that uses overall aggregate functions cannot also use LIMIT',
    );
    malformed('SELECT Name, Account.Name FROM Contact GROUP BY Name, Account.Name', 'duplicate alias: Name');
    malformed(
      'SELECT Name FROM Account GROUP BY ROLLUP(Name, Industry, OwnerId, ParentId)',
      'GROUP BY ROLLUP must contain 3 fields or less',
    );
    malformed('SELECT CALENDAR_YEAR(CreatedDate) FROM Account', 'Field must be grouped or aggregated: CreatedDate');
    malformed(
      'SELECT (SELECT Id FROM Contacts), COUNT(Id) FROM Account',
      'Grouped queries can only select fields and functions',
    );
  });
});
