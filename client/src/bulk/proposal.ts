// Which fields a mapping may use, and what it becomes when its operation or object changes. No 'vscode' here.
import type { LoadField, LoadMapping, LoadOperation } from '../../../server/src/protocol/bulk.ts';

/** What the server says of an object, for the titles of a file. */
export interface Proposal {
  readonly fields: readonly LoadField[];
  /** The field that fits each title best. */
  readonly columns: Readonly<Record<string, string | null>>;
}

interface Kept {
  readonly operation: LoadOperation;
  readonly externalId?: string | undefined;
}

/** A mapping of all titles. Columns of `before` that the operation can still write stay as they are. */
export function proposedMapping(
  { fields, columns }: Proposal,
  kept: Kept,
  before: Readonly<Record<string, string | null>> = {},
): Pick<LoadMapping, 'operation' | 'columns'> & { readonly externalId?: string } {
  const { operation } = kept;
  const externalId = operation === 'upsert' ? (kept.externalId ?? likelyKey({ fields, columns })) : undefined;
  const allowed = writableFields(fields, operation, externalId);
  const isAllowed = (field: string | null | undefined): field is string =>
    typeof field === 'string' && allowed.has(field);
  const titles = Object.keys({ ...before, ...columns });
  const stay = titles.map(title => own(before, title)).filter(isAllowed);
  const taken = new Set(stay);
  return {
    operation,
    ...(externalId === undefined ? {} : { externalId }),
    columns: Object.fromEntries(
      titles.map(title => {
        const field = own(before, title);
        if (isAllowed(field)) return [title, field];
        const proposed = own(columns, title);
        return [title, isAllowed(proposed) && !taken.has(proposed) ? proposed : null];
      }),
    ),
  };
}

/** With an id in the file its rows are there already; else they are new. */
export const likelyOperation = ({ columns }: Proposal): LoadOperation =>
  Object.values(columns).includes('Id') ? 'update' : 'insert';

/** The external id that a column goes to, or the only one that there is. */
function likelyKey({ fields, columns }: Proposal): string | undefined {
  const keys = fields.filter(({ externalId, type }) => externalId && type !== 'id').map(({ path }) => path);
  const mapped = new Set(Object.values(columns));
  return keys.find(key => mapped.has(key)) ?? (keys.length === 1 ? keys[0] : undefined);
}

function writableFields(
  fields: readonly LoadField[],
  operation: LoadOperation,
  externalId: string | undefined,
): ReadonlySet<string> {
  const isWritten = ({ createable, updateable }: LoadField) => {
    if (operation === 'insert') return createable;
    if (operation === 'update') return updateable;
    return operation === 'upsert' && (createable || updateable);
  };
  const key = operation === 'insert' ? [] : [operation === 'upsert' ? externalId : 'Id'];
  return new Set([...fields.filter(isWritten).map(({ path }) => path), ...key.filter(path => path !== undefined)]);
}

/** A title may be the name of something that every object has. */
const own = (columns: Readonly<Record<string, string | null>>, title: string): string | null | undefined =>
  Object.hasOwn(columns, title) ? columns[title] : undefined;
