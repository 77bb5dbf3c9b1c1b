import { ApiError } from '../../errors.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { type SaveError, saveError } from '../saveErrors.ts';

/** What becomes of one record of a collection. */
export interface Saved {
  readonly id: string;
  readonly success: true;
  readonly errors: readonly never[];
  /** Of an upsert: whether it made the record. */
  readonly created?: boolean;
}

export interface NotSaved {
  /** Only of a deletion whose id is well-formed. */
  readonly id?: string;
  readonly success: false;
  readonly errors: readonly SaveError[];
}

export type SaveResult = Saved | NotSaved;

export function saved(id: string, created?: boolean): Saved {
  return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) };
}

/**
 * Saves each item by itself, and gives the results in the same order. `allOrNone`: one that fails undoes them all.
 * Throws what is wrong with the request and not with a record.
 * @param idOf the id that the result of a failed item carries
 */
export function saveEach<Item>(
  database: OrgDatabase,
  items: readonly Item[],
  options: {
    readonly allOrNone: boolean;
    readonly save: (item: Item) => Saved;
    readonly idOf?: (item: Item) => string | undefined;
    readonly errorOf?: (error: ApiError) => SaveError;
    /** Why an item is not even tried. */
    readonly refusalOf?: (item: Item) => ApiError | undefined;
  },
): readonly SaveResult[] {
  const { allOrNone, save, idOf = () => undefined, errorOf = saveError, refusalOf = () => undefined } = options;
  const saveOne = (item: Item): SaveResult => {
    try {
      const refusal = refusalOf(item);
      if (refusal !== undefined) throw refusal;
      return save(item);
    } catch (error) {
      return notSaved(error, idOf(item), errorOf);
    }
  };
  try {
    return database.transaction(() => {
      const results = items.map(saveOne);
      if (allOrNone && results.some(({ success }) => !success)) throw new Undone(results);
      return results;
    });
  } catch (error) {
    if (error instanceof Undone) return error.results.map(result => (result.success ? rolledBack : result));
    throw error;
  }
}

/** Carries the results out of the transaction that it undoes. */
class Undone extends Error {
  readonly results: readonly SaveResult[];

  constructor(results: readonly SaveResult[]) {
    super('A record of the collection failed');
    this.results = results;
  }
}

/** JSON that does not fit a field is found while the body is read: such a request saves nothing. */
function notSaved(error: unknown, id: string | undefined, errorOf: (error: ApiError) => SaveError): NotSaved {
  if (!(error instanceof ApiError) || error.errorCode === 'JSON_PARSER_ERROR') throw error;
  return { ...(id === undefined ? {} : { id }), success: false, errors: [errorOf(error)] };
}

const rolledBack: NotSaved = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
};
