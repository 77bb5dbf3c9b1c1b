import { collectionSize, type SaveResult } from '../../salesforce/composite/collections.ts';
import { errorFromFailure } from '../../salesforce/errors.ts';
import { batchesOf, judge, MODIFIED_FIELDS, type RecordChange, type RowOutcome } from './plan.ts';

export interface RecordUpdate {
  readonly id: string;
  /** New values by field; null empties one. */
  readonly fields: Readonly<Record<string, unknown>>;
}

type UpdateResult = Pick<SaveResult, 'success' | 'errors'>;

/** What saving needs of an org. */
export interface RecordApi {
  /** Which fields the object has, whatever the case of its name. */
  hasField(object: string, field: string): Promise<boolean>;
  retrieve(
    object: string,
    wanted: { readonly ids: readonly string[]; readonly fields: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly (Readonly<Record<string, unknown>> | null)[]>;
  update(object: string, updates: readonly RecordUpdate[]): Promise<readonly UpdateResult[]>;
  delete(ids: readonly string[]): Promise<readonly UpdateResult[]>;
}

/**
 * Writes and deletes, 200 records in a call, and says of each what became of it, in their order. Before each call the records
 * are read again: what somebody else has changed is left alone, and what is there already is not sent. A call that fails
 * as a whole ends the save; what comes after it is not sent. Cancelling never cuts a call that writes. Throws only where
 * the first reading fails: from then on there are outcomes to tell.
 */
export async function saveChanges(
  api: RecordApi,
  changes: readonly RecordChange[],
  signal: AbortSignal,
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = changes.map(() => ({ state: 'notSent' }));
  for (const batch of batchesOf(changes, collectionSize)) {
    if (signal.aborted) break;
    const object = changes[batch[0]!]!.object;
    const wanted = batch.map(index => changes[index]!);
    const { current, failure } = await readAgain(api, object, wanted, signal);
    if (failure) {
      if (signal.aborted) break;
      if (outcomes.every(({ state }) => state === 'notSent')) throw failure;
      const { code, message } = failure;
      for (const index of batch) outcomes[index] = { state: 'failed', code, message, fields: [] };
      break;
    }
    const sent = batch.filter((index, place) => {
      const judged = judge(changes[index]!, current[place] ?? null);
      if (judged !== 'send') outcomes[index] = judged;
      return judged === 'send';
    });
    if (sent.length === 0) continue;
    if (signal.aborted) break;
    const { results, ended } = await send(
      api,
      object,
      sent.map(index => changes[index]!),
    );
    for (const [place, index] of sent.entries()) outcomes[index] = results[place]!;
    if (ended) break;
  }
  return outcomes;
}

async function readAgain(...asked: Parameters<typeof read>) {
  try {
    return { current: await read(...asked) };
  } catch (error) {
    return { failure: errorFromFailure(error) };
  }
}

async function read(api: RecordApi, object: string, changes: readonly RecordChange[], signal: AbortSignal) {
  const stamps: string[] = [];
  for (const field of MODIFIED_FIELDS) if (await api.hasField(object, field)) stamps.push(field);
  const fields = [...new Set(['Id', ...stamps, ...changes.flatMap(change => Object.keys(change.fields))])];
  return api.retrieve(object, { ids: changes.map(({ id }) => id), fields }, signal);
}

/** `ended`: the call failed as a whole, and the next one would too. */
async function send(api: RecordApi, object: string, changes: readonly RecordChange[]) {
  try {
    const isDelete = changes[0]?.delete === true;
    const results = await (isDelete ? api.delete(changes.map(({ id }) => id)) : api.update(object, changes));
    return { results: results.map(outcomeOf), ended: false };
  } catch (error) {
    const { code, message, status } = errorFromFailure(error);
    // With an answer of refusal nothing was written; without any, or where a proxy gave up, nobody knows.
    const isRefused = status !== undefined && status >= 400 && status < 500 && status !== 408;
    const outcome: RowOutcome = isRefused
      ? { state: 'failed', code, message, fields: [] }
      : { state: 'unknown', code, message };
    return { results: changes.map(() => outcome), ended: true };
  }
}

function outcomeOf({ success, errors }: UpdateResult): RowOutcome {
  if (success) return { state: 'saved' };
  const [first] = errors;
  const code = first?.statusCode ?? 'UNKNOWN_EXCEPTION';
  return {
    state: 'failed',
    code,
    message: errors.map(({ message }) => message).join('; '),
    fields: first?.fields ?? [],
    ...(first?.allowSave && { allowSave: true }),
  };
}
