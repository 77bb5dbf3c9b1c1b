import type { LoadObjectField } from '../../server/src/runs/bulk/check/columns.ts';

/** A field as the check of a load sees it: one that takes any value of its type and has to have none. */
export const loadField = (
  name: string,
  type: LoadObjectField['type'],
  more: Partial<LoadObjectField> = {},
): LoadObjectField => ({
  name,
  type,
  length: 20,
  nillable: true,
  createable: true,
  updateable: true,
  defaultedOnCreate: false,
  idLookup: false,
  unique: false,
  externalId: false,
  referenceTo: [],
  relationshipName: undefined,
  restrictedPicklist: false,
  picklistValues: [],
  ...more,
});
