import { createReadStream } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { collectionSize, type SaveResult, saveCollection } from '../../../salesforce/composite/collections.ts';
import { errorFromFailure, SalesforceError } from '../../../salesforce/errors.ts';
import { csvLine } from '../csv/format.ts';
import { RecordReader } from '../csv/recordReader.ts';
import { rawResults } from '../results/collect.ts';
import type { PartPorts } from './bulkPart.ts';
import { noValue, planRows } from './mapping.ts';
import type { Prepared } from './prepare.ts';
import type { LoadState, PartState } from './state.ts';

export const rowsInCall = collectionSize;

/**
 * Steps of a part that goes by sObject Collections: one call. Nobody can ask later what became of such a call: where its
 * answer was lost the rows are not sent again, not by a retry either, and the user is told to look.
 */
export function takeCollectionStep(load: LoadState, folder: string, prepared: Prepared) {
  return async (part: PartState, ports: PartPorts): Promise<void> => {
    if (part.step === 'sending') {
      part.lost = true;
      part.problem =
        'The connection broke before the answer came: see whether this row is in the org before you load it again.';
      return move(part, 'collected', ports);
    }
    if (ports.aborting()) return move(part, 'skipped', ports);
    const rows = await readRows(prepared, load, part);
    const results = await resultsOf(load, folder, part);
    const fitting = await withoutShifted(load, rows, results);
    await move(part, 'sending', ports);
    if (fitting.length > 0) await save(load, fitting, part, ports, results);
    return move(part, 'collected', ports);
  };
}

/**
 * One cell that is not what its type says makes the org refuse the whole call before it does anything: then the halves
 * are sent by themselves, down to the row that is to blame. The results of each are written before the next is sent.
 */
async function save(
  load: LoadState,
  rows: readonly Row[],
  part: PartState,
  ports: PartPorts,
  add: AddResults,
): Promise<void> {
  let sent = false;
  const call = async (some: readonly Row[]): Promise<SaveResult[] | undefined> => {
    try {
      const results = await saveCollection(ports.org, callOf(load, some), ports.signal);
      sent = true;
      return results;
    } catch (error) {
      if (!(error instanceof SalesforceError) || error.code !== 'JSON_PARSER_ERROR') throw error;
      return some.length === 1 ? [refused(error)] : undefined;
    }
  };
  const saveRows = async (some: readonly Row[]): Promise<void> => {
    const results = await call(some);
    if (results) {
      await add(some, results);
      return ports.onProgress();
    }
    const middle = some.length >> 1;
    await saveRows(some.slice(0, middle));
    await saveRows(some.slice(middle));
  };
  try {
    await saveRows(rows);
  } catch (error) {
    // An answer with an error, such as a limit, says that nothing was done. A proxy that gave up knows nothing.
    const { status = 0 } = errorFromFailure(error);
    if (!sent && status >= 400 && status < 500 && status !== 408) await move(part, 'planned', ports);
    throw error;
  }
}

/**
 * A row with more cells than the header is not sent: a delimiter in a cell without quotes has shifted its cells to other
 * fields. The Bulk API refuses such a row itself; in JSON nothing would be left that tells it.
 */
async function withoutShifted(load: LoadState, rows: readonly Row[], add: AddResults): Promise<readonly Row[]> {
  const { length } = planRows(load.mapping, load.header, load.csv).fields;
  const shifted = rows.filter(row => row.length > length);
  if (shifted.length === 0) return rows;
  await add(shifted, Array<SaveResult>(shifted.length).fill(refused(tooManyCells)));
  return rows.filter(row => row.length <= length);
}

const tooManyCells = { code: 'TOO_MANY_CELLS', message: 'The row has more cells than the header.', fields: [] };

function refused({ code, message, fields }: Pick<SalesforceError, 'code' | 'message' | 'fields'>): SaveResult {
  return { id: '', success: false, created: false, errors: [{ statusCode: code, message, fields }] };
}

async function move(part: PartState, step: PartState['step'], ports: PartPorts): Promise<void> {
  part.step = step;
  await ports.save();
  ports.onProgress();
}

type Row = readonly string[];

async function readRows({ file, lineEnding }: Prepared, { csv }: LoadState, { start, end }: PartState): Promise<Row[]> {
  const rows: Row[] = [];
  const reader = new RecordReader(
    { delimiter: csv.delimiter, lineEnding },
    { record: cells => rows.push(cells) > 0, fault: () => undefined },
  );
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(file, { start, end: end - 1 })) {
    reader.push(decoder.decode(chunk as Buffer, { stream: true }));
  }
  reader.push(decoder.decode());
  reader.end();
  return rows;
}

function callOf(load: LoadState, rows: readonly Row[]): Parameters<typeof saveCollection>[1] {
  const { object, operation, externalId = 'Id', assignmentRuleId } = load.mapping;
  const { fields } = planRows(load.mapping, load.header, load.csv);
  if (operation === 'delete' || operation === 'hardDelete') {
    const place = fields.findIndex(field => field.toLowerCase() === 'id');
    return { operation: 'delete', ids: rows.map(row => row[place] ?? '') };
  }
  const records = rows.map(row => recordOf(object, fields, row, load.jsonTypes));
  const written = { records, ...(assignmentRuleId === undefined ? {} : { assignmentRuleId }) };
  return operation === 'upsert' ? { operation, object, field: externalId, ...written } : { operation, ...written };
}

/** A row as JSON: an empty cell leaves its field out, a path becomes the parent that it names. */
export function recordOf(
  object: string,
  fields: readonly string[],
  row: Row,
  jsonTypes: LoadState['jsonTypes'],
): Record<string, unknown> {
  const record: Record<string, unknown> = { attributes: { type: object } };
  const typeOf = (field: string) => (Object.hasOwn(jsonTypes, field) ? jsonTypes[field] : undefined);
  fields.forEach((field, index) => {
    const cell = row[index] ?? '';
    if (cell === '') return;
    const [, type, relationship, key] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(field) ?? [];
    if (relationship === undefined || key === undefined) {
      record[field] = cell === noValue ? null : jsonValue(cell, typeOf(field));
    } else if (cell === noValue) record[relationship] = null;
    else record[relationship] = { ...(type ? { attributes: { type } } : {}), [key]: cell };
  });
  return record;
}

const yes = new Set(['true', 'yes', 'y', 'on', '1']);
const no = new Set(['false', 'no', 'n', 'off', '0']);

/** What does not fit stays text: the org refuses it, and says why. */
function jsonValue(cell: string, type: 'boolean' | 'number' | undefined): unknown {
  if (type === 'number' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return Number(cell);
  if (type !== 'boolean') return cell;
  if (yes.has(cell.toLowerCase())) return true;
  return no.has(cell.toLowerCase()) ? false : cell;
}

type AddResults = (rows: readonly Row[], results: readonly SaveResult[]) => Promise<void>;

/** Begins the files of results, in the form in which the Bulk API gives them, so that they are read in one way. */
async function resultsOf(load: LoadState, folder: string, part: PartState): Promise<AddResults> {
  const { fields } = planRows(load.mapping, load.header, load.csv);
  const line = (cells: Row) => csvLine(cells, load.csv.delimiter);
  const files = rawResults(folder, part);
  await writeFile(files.successful, line(['sf__Id', 'sf__Created', ...fields]));
  await writeFile(files.failed, line(['sf__Id', 'sf__Error', ...fields]));
  part.processed = 0;
  part.failed = 0;
  return async (rows, results) => {
    let successful = '';
    let failed = '';
    for (const [index, row] of rows.entries()) {
      const result = results[index];
      if (result?.success) successful += line([result.id, String(result.created), ...row]);
      else if (result) failed += line([result.id, errorText(result), ...row]);
    }
    await appendFile(files.successful, successful);
    await appendFile(files.failed, failed);
    const known = results.slice(0, rows.length);
    part.processed += known.length;
    part.failed += known.filter(({ success }) => !success).length;
    // The org has answered, but not for each row.
    if (known.length < rows.length) part.lost = true;
  };
}

/** As in `sf__Error`: `CODE:message:fields --` */
function errorText({ errors: [error] }: SaveResult): string {
  return error
    ? `${error.statusCode}:${error.message}:${error.fields.join(', ')} --`
    : 'UNKNOWN_EXCEPTION:No reason: --';
}
