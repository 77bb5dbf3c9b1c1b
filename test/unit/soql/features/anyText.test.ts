import fc from 'fast-check';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { everyRequest, scraps } from '../../../harness/everyRequest.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { viewOf } from '../../../harness/soql.ts';

const queries = [
  "SELECT Id, Owner.Name, toLabel(Industry) FROM Account WHERE Industry IN ('Energy', 'Banking') ORDER BY Name LIMIT 5",
  'SELECT Id, (SELECT Id, (SELECT Id FROM OpportunityLineItems) FROM Opportunities WHERE Amount > 5) FROM Account',
  "SELECT TYPEOF What WHEN Account THEN Name, Owner.Name ELSE Name END FROM Task WHERE What.Type = 'Account'",
  'SELECT Industry i, COUNT(Id) c FROM Account a GROUP BY ROLLUP(Industry) HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC',
  'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE CreatedDate = LAST_N_DAYS:5); SELECT Id FROM Lead',
  "FIND {x OR y} IN ALL FIELDS RETURNING Account(Id, Name WHERE Regions__c INCLUDES ('A;B') ORDER BY Name), Contact LIMIT 5",
  "SELECT FIELDS(ALL) /* all */ FROM Account // x\nWHERE DISTANCE(Location__c, GEOLOCATION(1, 2), 'km') < 5 AND Name = :name",
];
/** A query with a piece taken out and another put in, and a caret anywhere. */
const edited = fc
  .record({
    query: fc.constantFrom(...queries),
    from: fc.nat(150),
    length: fc.nat(30),
    scrap: fc.oneof(fc.constantFrom('', ...scraps), fc.string({ maxLength: 8 })),
    caret: fc.nat(200),
  })
  .map(({ query, from, length, scrap, caret }) => {
    const text = query.slice(0, from) + scrap + query.slice(from + length);
    return { text, offset: Math.min(caret, text.length) };
  });

describe('the language service on any text', () => {
  it('never throws, and keeps every range inside the text', () => {
    const schema = viewOf(sampleOrg);
    fc.assert(
      fc.property(edited, ({ text, offset }) => {
        const tree = parse(text);
        const ranges = Object.values(everyRequest).flatMap(request => request(tree, schema, offset));
        return ranges.every(({ start, end }) => start >= 0 && start <= end && end <= text.length);
      }),
      { numRuns: 300 },
    );
  }).timeout(30_000);
});
