import { SalesforceError } from '../../salesforce/errors.ts';
import { queryPage, queryPath } from '../../salesforce/rest/query.ts';
import type { Transport } from '../../salesforce/transport/transport.ts';
import { escapeString } from '../../soql/semantics/literals.ts';
import type { ObjectSchema } from '../../soql/semantics/schema.ts';

export interface Found {
  readonly id: string;
  readonly name: string;
}

/** More than that nobody looks through: one goes on typing. */
const mostFound = 10;

/** Records whose names begin with the text, by name; of users only active ones. None where the object has no name. */
export async function lookUp(
  source: { readonly transport: Transport; readonly apiVersion: string; readonly object: ObjectSchema },
  text: string,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const { transport, apiVersion, object } = source;
  const name = object.fields.find(field => field.nameField && field.filterable)?.name;
  if (name === undefined) return [];
  // A backslash takes the meaning of the wildcards away.
  const begins = `'${escapeString(text).replace(/[%_]/g, '\\$&')}%'`;
  const active = object.name === 'User' ? ' AND IsActive = true' : '';
  const soql = `SELECT Id, ${name} FROM ${object.name} WHERE ${name} LIKE ${begins}${active} ORDER BY ${name} LIMIT ${mostFound}`;
  const page: unknown = JSON.parse((await queryPage(transport, queryPath(apiVersion, soql), signal)).toString('utf8'));
  const records = (page as { readonly records?: readonly Readonly<Record<string, unknown>>[] }).records;
  if (!Array.isArray(records)) throw new SalesforceError({ code: 'BAD_ANSWER', message: 'The answer has no records.' });
  return records.map(record => ({ id: String(record.Id), name: String(record[name] ?? '') }));
}
