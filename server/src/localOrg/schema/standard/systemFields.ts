import { bool, date, datetime, lookup, readOnly, required } from '../notation.ts';
import type { FieldSource } from '../types.ts';

const kept = { ...readOnly, ...required, defaultedOnCreate: true } as const;

/** The id and the mark of the recycle bin. `label`: that of the object. */
export function idFields(label: string): readonly FieldSource[] {
  return [{ name: 'Id', type: 'id', label: `${label} ID` }, isDeleted];
}

export const isDeleted: FieldSource = bool('IsDeleted', { ...readOnly, label: 'Deleted' });

const createdDate = datetime('CreatedDate', kept);
const createdBy = lookup('CreatedById', 'CreatedBy', ['User'], null, kept);
export const systemModstamp: FieldSource = datetime('SystemModstamp', kept);

/** Of records that never change: who made them, and when, in the order that histories have them. */
export const createdFields: readonly FieldSource[] = [createdBy, createdDate];

/** Who made the record, who changed it last, and when. */
export const auditFields: readonly FieldSource[] = [
  createdDate,
  createdBy,
  datetime('LastModifiedDate', kept),
  lookup('LastModifiedById', 'LastModifiedBy', ['User'], null, kept),
  systemModstamp,
];

/** When the user saw the record last: always empty here, nobody looks at pages of the local org. */
export const viewedFields: readonly FieldSource[] = [
  datetime('LastViewedDate', readOnly),
  datetime('LastReferencedDate', readOnly),
];

export const lastActivityDate: FieldSource = date('LastActivityDate', { ...readOnly, label: 'Last Activity' });

/** The owner of a record; `targets` has Group where queues can own it too. */
export function owner(targets: readonly string[] = ['User']): FieldSource {
  return lookup('OwnerId', 'Owner', targets, null, { ...required, defaultedOnCreate: true });
}
