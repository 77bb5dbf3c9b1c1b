// What the org is made of, for the client's views.
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export interface ObjectItem {
  readonly name: string;
  readonly label: string;
  readonly custom: boolean;
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly keyPrefix?: string;
}

export interface FieldItem {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly length: number;
  readonly custom: boolean;
  readonly nillable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly calculated: boolean;
  readonly nameField: boolean;
  /** Who makes a record must fill it in. */
  readonly required: boolean;
  readonly referenceTo: readonly string[];
  readonly relationshipName?: string;
  /** Active ones. */
  readonly picklistValues: readonly PicklistItem[];
  readonly helpText?: string;
}

export interface PicklistItem {
  readonly value: string;
  readonly label: string;
}

export interface ChildItem {
  readonly relationshipName: string;
  readonly childObject: string;
  /** The field of the child that refers to this object. */
  readonly field: string;
}

export interface RecordTypeItem {
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
}

export interface ObjectDescription {
  readonly fields: readonly FieldItem[];
  readonly children: readonly ChildItem[];
  readonly recordTypes: readonly RecordTypeItem[];
}

export const listObjects = request<{ readonly org: OrgKey }, { readonly objects: readonly ObjectItem[] }>(
  'schema/objects',
);
export const describeObject = request<{ readonly org: OrgKey; readonly object: string }, ObjectDescription>(
  'schema/describe',
);
/** How many records the user can see. Costs one API call. */
export const countRecords = request<{ readonly org: OrgKey; readonly object: string }, { readonly count: number }>(
  'schema/count',
);
/** Ask the org again for the object, or for all that is known. */
export const refreshSchema = request<{ readonly org: OrgKey; readonly object?: string }, null>('schema/refresh');
/** What has changed since the objects in use were first described here, newest first. */
export const listSchemaChanges = request<{ readonly org: OrgKey }, { readonly changes: readonly SchemaChangeItem[] }>(
  'schema/changes',
);

export interface SchemaChangeItem {
  /** When it was noticed; milliseconds since the epoch. */
  readonly at: number;
  readonly object: string;
  readonly kind: 'objectAdded' | 'objectRemoved' | 'fieldAdded' | 'fieldRemoved' | 'fieldRenamed' | 'fieldRetyped';
  /** Its name now; for a removed one its last. */
  readonly field?: string;
  /** The name or the type before. */
  readonly from?: string;
  /** The type now. */
  readonly to?: string;
}

/** Server to client: how many objects, or lists of them, the org is being asked for just now. */
export const schemaAsking = notification<{ readonly org: OrgKey; readonly pending: number }>('schema/asking');
/** Server to client: views of this org should be drawn again. */
export const schemaChanged = notification<{ readonly org: OrgKey }>('schema/changed');
