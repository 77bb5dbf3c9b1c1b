import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { fieldsWith } from './fieldsWith.ts';
import { recordsWith } from './lookups.ts';
import type { Row } from './rows.ts';

/** Throws DUPLICATE_VALUE when another live record has the value that a unique field is given. */
export function checkDuplicates(database: OrgDatabase, object: ObjectDefinition, changes: Row, id: string): void {
  for (const field of fieldsWith(object, 'unique')) {
    const value = changes[field.name] ?? null;
    if (value === null) continue;
    const other = recordsWith(database, object, field, value).find(found => found !== id);
    if (other === undefined) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${other}`;
    throw new ApiError(400, 'DUPLICATE_VALUE', message, []);
  }
}
