import type { IngestOperation } from '../../../salesforce/bulk/ingest.ts';
import type { CsvFormat } from '../csv/format.ts';

/** What a file is loaded as. Plain data: it is what a mapping file holds. */
export interface LoadMapping {
  readonly object: string;
  readonly operation: IngestOperation;
  /** Of an upsert. */
  readonly externalId?: string;
  readonly assignmentRuleId?: string;
  /**
   * For each column of the file, by its title, the field that it goes to: `Name`, a parent by an external id as
   * `Account.ExtId__c`, with its type where there are several as `Lead:Who.Email`. null: the column is left out.
   */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Fields that get the same value in each row. */
  readonly constants?: Readonly<Record<string, string>>;
  /** What an empty cell means: leave the field alone, as the API has it, or make it empty (`#N/A`). */
  readonly emptyCells?: 'ignore' | 'null';
}

/** The word of the Bulk API for no value. */
export const noValue = '#N/A';

/** How a row of the file becomes a row that is sent. */
export interface RowPlan {
  /** The header that is sent. */
  readonly fields: readonly string[];
  /** Where each field's cell stands in the file's row; -1: it is a constant. */
  readonly from: readonly number[];
  /** The constant of each field that is one. */
  readonly constants: readonly string[];
  readonly emptyIsNull: boolean;
  /** Cells of the file's header. A row that has more of them is shifted: it must not be written. */
  readonly width: number;
  /** The rows can be sent as they are in the file, byte for byte. */
  readonly untouched: boolean;
}

/** The fields that are sent, those of the columns first. */
export const fieldsOf = (mapping: LoadMapping, header: readonly string[]): readonly string[] => [
  ...placesOf(mapping, header).map(({ field }) => field),
  ...Object.keys(mapping.constants ?? {}),
];

/** Of columns with the same title only the first is used. */
function placesOf({ columns }: LoadMapping, header: readonly string[]): { field: string; index: number }[] {
  const seen = new Set<string>();
  return header.flatMap((title, index) => {
    // A title may be the name of something that every object has.
    const field = !seen.has(title) && Object.hasOwn(columns, title) ? columns[title] : null;
    seen.add(title);
    return field ? [{ field, index }] : [];
  });
}

/** How the rows of a file with this header are sent. */
export function planRows(mapping: LoadMapping, header: readonly string[], format: CsvFormat): RowPlan {
  const from = placesOf(mapping, header).map(({ index }) => index);
  const constants = Object.entries(mapping.constants ?? {});
  const emptyIsNull = mapping.emptyCells === 'null';
  const untouched =
    from.length === header.length &&
    constants.length === 0 &&
    !emptyIsNull &&
    format.encoding === 'utf-8' &&
    format.lineEnding !== 'CR';
  return {
    fields: fieldsOf(mapping, header),
    from: [...from, ...constants.map(() => -1)],
    constants: [...from.map(() => ''), ...constants.map(([, value]) => value)],
    emptyIsNull,
    width: header.length,
    untouched,
  };
}
