// What the page and the panel say to each other about edits.
import type { EditColumn, ReadOnlyReason } from '../../../../../server/src/protocol/edits.ts';
import type { RecordOutcome, TypePicklists } from '../../../../../server/src/protocol/records.ts';
import type { ValueProblem } from './values.ts';

/** A change of one record. */
export interface SavedChange {
  readonly object: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
  readonly modified?: string;
  readonly delete?: boolean;
}

export interface EditQuestions {
  /** Which columns can be edited, and which org they would be written to; none where the tab has none any more. */
  editColumns: [
    { readonly columns: readonly string[] },
    {
      readonly org?: string;
      readonly object?: string;
      readonly label?: string;
      readonly hasRecordTypes?: boolean;
      readonly includesDeleted?: boolean;
      readonly columns: Readonly<Record<string, EditColumn>>;
    },
  ];
  /** The record types of records, at most 200; without those that are not found. */
  recordTypes: [
    { readonly object: string; readonly ids: readonly string[] },
    { readonly types: Readonly<Record<string, string | null>> },
  ];
  /** What a record type leaves of picklists, where the org tells. */
  picklists: [{ readonly object: string; readonly recordType: string | null }, { readonly picklists?: TypePicklists }];
  /** The user has accepted the preview: asks once more for a production org. False where they do not want it. */
  confirmSave: [{ readonly changed: number; readonly deleted: number }, { readonly confirmed: boolean }];
  /** Writes changes, 200 records at most. */
  saveEdits: [{ readonly changes: readonly SavedChange[] }, { readonly outcomes: readonly RecordOutcome[] }];
  /** Out of the recycle bin, at most 200; undefined where the user does not want it in a production org. */
  undelete: [
    { readonly ids: readonly string[] },
    { readonly back: readonly string[]; readonly failed: readonly { code: string; message: string }[] } | undefined,
  ];
  /** The rows of these records are from now on what the org holds. */
  refreshRows: [{ readonly ids: readonly string[] }, null];
  /** Records whose names begin with the text. A newer one cancels the older. */
  lookUp: [
    { readonly object: string; readonly text: string },
    { readonly found: readonly { readonly id: string; readonly name: string }[] },
  ];
  readClipboard: [Record<string, never>, { readonly text: string }];
}

export type EditCommandName =
  | 'editCell'
  | 'pasteCells'
  | 'fillDown'
  | 'deleteRecords'
  | 'undeleteRecords'
  | 'discardEdits'
  | 'keepMine'
  | 'takeTheirs'
  | 'reviewEdits';

export interface EditWords {
  readonly changes: string;
  readonly deletions: string;
  readonly notSaved: string;
  readonly conflicts: string;
  readonly save: string;
  readonly discard: string;
  readonly retry: string;
  readonly cancel: string;
  readonly saving: string;
  readonly savingStops: string;
  readonly saved: string;
  readonly stopped: string;
  readonly left: string;
  readonly stale: string;
  readonly busy: string;
  readonly pasted: string;
  readonly notTaken: string;
  readonly tooMany: string;
  /** Other rows have come to the places of those that were to be changed. */
  readonly moved: string;
  readonly nothingToUndo: string;
  /** The preview. */
  readonly reviewTitle: string;
  readonly reviewCalls: string;
  readonly accept: string;
  readonly back: string;
  readonly showMore: string;
  readonly record: string;
  readonly field: string;
  readonly oldValue: string;
  readonly newValue: string;
  readonly deleted: string;
  readonly empty: string;
  readonly keepMine: string;
  readonly takeTheirs: string;
  readonly keepAllMine: string;
  readonly takeAllTheirs: string;
  readonly thereNow: string;
  readonly changedSince: string;
  readonly unknownOutcome: string;
  readonly was: string;
  readonly willBeDeleted: string;
  readonly isDeleted: string;
  readonly undeleted: string;
  readonly stillDeleted: string;
  readonly noneDeleted: string;
  readonly noRecord: string;
  readonly lookUpHint: string;
  readonly lookUpNone: string;
  readonly lookUpObject: string;
  readonly readOnly: Readonly<Record<ReadOnlyReason, string>>;
  readonly problems: Readonly<Record<ValueProblem, string>>;
}
