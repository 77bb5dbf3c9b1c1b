// Editing the rows of a result. The changes themselves go by `records/save`, once the user has seen them.
import { request } from './message.ts';
import type { OrgKey } from './orgs.ts';
import type { RunId } from './runs.ts';

/** Why no cell of a column can be edited. */
export type ReadOnlyReason =
  /** The rows stand for several records each. */
  | 'aggregate'
  /** Rows of the Tooling API. */
  | 'tooling'
  /** Rows of several objects. */
  | 'search'
  /** The field of another record, which this one refers to. */
  | 'parent'
  /** The rows of a child query. */
  | 'children'
  /** An address or a place, whose parts are fields of their own. */
  | 'compound'
  /** A function such as toLabel has made what the cell shows. */
  | 'computed'
  /** A formula or a roll-up summary. */
  | 'formula'
  /** Salesforce itself keeps it. */
  | 'system'
  /** This user may not change it, or nobody may, as with an auto number. */
  | 'noAccess'
  /** Values of this type cannot be written in a cell. */
  | 'type'
  /** The org's description of the object is not known, or has no such field. */
  | 'unknown';

export interface EditValue {
  readonly value: string;
  readonly label: string;
  /** Of a dependent picklist: places of the values of the controlling field that allow this one. */
  readonly validFor?: readonly number[];
}

export interface EditField {
  readonly name: string;
  readonly label: string;
  /** Describe's own name of the type. */
  readonly type: string;
  /** Most characters; 0 where that means nothing. */
  readonly length: number;
  readonly nillable: boolean;
  /** Active values of a picklist. */
  readonly values: readonly EditValue[];
  /** Whether the org refuses other values. */
  readonly restricted: boolean;
  /** The field that decides which values are valid, and its own values in order, as texts. */
  readonly controller?: { readonly field: string; readonly values: readonly string[] };
  readonly referenceTo: readonly string[];
}

export type EditColumn = { readonly field: EditField } | { readonly why: ReadOnlyReason };

/** Which columns of a run can be edited, and how, by their paths. May wait for Describe. */
export const editColumns = request<
  { readonly run: RunId; readonly columns: readonly string[] },
  {
    /** The object of FROM, and its label. */
    readonly object?: string;
    readonly label?: string;
    /** Whether the type of a record decides which values its picklists can have. */
    readonly hasRecordTypes?: boolean;
    /** Whether the query reads the recycle bin, too. */
    readonly includesDeleted?: boolean;
    readonly columns: Readonly<Record<string, EditColumn>>;
  }
>('edits/columns');

/**
 * Reads rows of a run again, by the ids of their records: from then on the run has what the org holds now, wherever its
 * rows are shown, sorted, searched, copied or exported. Records that are not found count as deleted: they are neither
 * copied nor exported. One API call for 200 rows.
 */
export const refreshRows = request<{ readonly run: RunId; readonly ids: readonly string[] }, null>('edits/refresh');

/** Records of an object whose names begin with a text, at most ten. Costs one API call. Cancellable. */
export const lookUpRecords = request<
  { readonly org: OrgKey; readonly object: string; readonly text: string },
  { readonly found: readonly { readonly id: string; readonly name: string }[] }
>('edits/lookup');
