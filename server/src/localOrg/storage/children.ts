import { ApiError } from '../errors.ts';
import type { ChildRelationship, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { liveRowsWith } from './lookups.ts';
import type { Row } from './rows.ts';

/** What to do with a child of a deleted record. */
interface ChildActions {
  remove(object: ObjectDefinition, row: Row): void;
  /** `field`: the reference that it loses. */
  clear(object: ObjectDefinition, row: Row, field: string): void;
}

/**
 * Lets go of everything that points at a record which has just been deleted. Throws DELETE_FAILED where its children
 * forbid the deletion; the caller's transaction then undoes it.
 */
export function releaseChildren(
  database: OrgDatabase,
  parent: ObjectDefinition,
  row: Row,
  actions: ChildActions,
): void {
  const relationships = [...parent.childRelationships].sort((a, b) => urgency(a) - urgency(b));
  for (const relationship of relationships) {
    const child = database.schema.object(relationship.childObject);
    if (child === undefined || !child.stored || child.field(relationship.field)?.generatedAs !== null) continue;
    const rows = liveRowsWith(database, child, relationship.field, row.Id ?? null);
    if (rows.length === 0) continue;
    if (relationship.onParentDelete === 'restrict') throw deleteFailed(parent, row, child, rows);
    for (const childRow of rows) {
      if (relationship.onParentDelete === 'cascade') actions.remove(child, childRow);
      else actions.clear(child, childRow, relationship.field);
    }
  }
}

/** Whatever forbids the deletion is looked at before anything else is touched. */
function urgency({ onParentDelete }: ChildRelationship): number {
  return onParentDelete === 'restrict' ? 0 : 1;
}

function deleteFailed(parent: ObjectDefinition, row: Row, child: ObjectDefinition, rows: readonly Row[]): ApiError {
  const nameOf = (object: ObjectDefinition, named: Row): string => String(named[object.nameField?.name ?? 'Id']);
  const names = rows.slice(0, 5).map(childRow => nameOf(child, childRow));
  const message = `Your attempt to delete ${nameOf(parent, row)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.: ${names.join(', ')}\n`;
  return new ApiError(400, 'DELETE_FAILED', message, []);
}
