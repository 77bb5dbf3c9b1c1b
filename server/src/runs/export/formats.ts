import type { Column } from '../store/columns.ts';
import type { PageText } from '../store/pageText.ts';
import { type CsvOptions, csvWriter } from './csv.ts';
import { recordTexts } from './recordTexts.ts';
import { xlsxWriter } from './xlsx.ts';

export type { CsvOptions };
export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'xlsx';

/** How a file of one format is written: what comes first, pieces of rows, what comes last. */
export interface Writer {
  readonly opening: string | Uint8Array;
  /** `first` tells that no row was written before. Valid until the next call. */
  rows(rows: PageText, first: boolean): string | Uint8Array;
  closing(): string | Uint8Array;
}

export interface WriterOptions {
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
  readonly columns: readonly Column[];
}

export function writerOf({ format, csv, columns }: WriterOptions): Writer {
  switch (format) {
    case 'csv':
      return csvWriter(columns, csv);
    case 'json':
      return {
        opening: '[',
        rows: (rows, first) => `${first ? '' : ','}\n${recordTexts(rows).join(',\n')}`,
        closing: () => '\n]\n',
      };
    case 'ndjson':
      return { opening: '', rows: rows => `${recordTexts(rows).join('\n')}\n`, closing: () => '' };
    case 'xlsx':
      return xlsxWriter(columns);
    default:
      return format satisfies never;
  }
}
