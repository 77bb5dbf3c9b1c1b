import type { ObjectDefinition } from '../schema/types.ts';
import { autoNumbers } from './autoNumbers.ts';
import type { Row } from './rows.ts';
import { wireDateTime } from './scalarValues.ts';
import type { WriteContext } from './writes.ts';

/** When and by whom a record is made, and its auto-numbers. */
export function createdBy(object: ObjectDefinition, id: string, context: WriteContext): Row {
  const row = modifiedBy(context);
  row.CreatedDate = row.SystemModstamp!;
  row.CreatedById = context.userId;
  return Object.assign(row, autoNumbers(object, id));
}

/** Of these, an object keeps those that it has. */
export function modifiedBy({ userId, now }: WriteContext): Row {
  const date = wireDateTime(now);
  return { LastModifiedDate: date, LastModifiedById: userId, SystemModstamp: date };
}
