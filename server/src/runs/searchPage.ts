import { SalesforceError } from '../salesforce/errors.ts';
import { isRow, type Row } from './store/cells.ts';

/**
 * The answer of a search as a page of a query's result, its rows grouped by object in the order in which the objects
 * come. A search has at most 2,000 rows and one page:
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_limits.htm
 * Throws BAD_ANSWER.
 */
export function searchPage(bytes: Buffer): Buffer {
  const groups = Map.groupBy(recordsOf(bytes), objectOf);
  const records = [...groups.values()].flat();
  return Buffer.from(JSON.stringify({ totalSize: records.length, done: true, records }));
}

function recordsOf(bytes: Buffer): readonly Row[] {
  let answer: unknown;
  try {
    answer = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badAnswer();
  }
  const records = isRow(answer) ? answer.searchRecords : undefined;
  if (!Array.isArray(records) || !records.every(isRow)) throw badAnswer();
  return records;
}

const objectOf = ({ attributes }: Row): unknown => (isRow(attributes) ? attributes.type : undefined);

const badAnswer = () =>
  new SalesforceError({ code: 'BAD_ANSWER', message: 'The answer is not the result of a search.' });
