// What the org is made of, for the client's views.
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export interface ObjectItem {
  readonly name: string;
  readonly label: string;
  readonly custom: boolean;
  readonly queryable: boolean;
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
  readonly referenceTo: readonly string[];
  readonly relationshipName?: string;
}

export const listObjects = request<{ readonly org: OrgKey }, { readonly objects: readonly ObjectItem[] }>(
  'schema/objects',
);
export const describeObject = request<
  { readonly org: OrgKey; readonly object: string },
  { readonly fields: readonly FieldItem[] }
>('schema/describe');
/** Forget what is cached and ask the org again. */
export const refreshSchema = request<{ readonly org: OrgKey }, null>('schema/refresh');
/** Server to client: views of this org should be drawn again. */
export const schemaChanged = notification<{ readonly org: OrgKey }>('schema/changed');
