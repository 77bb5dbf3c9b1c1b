import { t } from '@vscode/l10n';
import type { LoadFinding, LoadMapping, LoadReport } from '../../protocol/bulk.ts';
import type { CheckReport, FileProblem } from '../../runs/bulk/check/checkFile.ts';
import type { MappingProblem } from '../../runs/bulk/check/columns.ts';
import type { Finding, RowProblem } from '../../runs/bulk/check/rowChecker.ts';
import { chooseApi } from '../../runs/bulk/chooseApi.ts';
import type { CsvFault } from '../../runs/bulk/csv/recordReader.ts';
import { whyWords } from '../whyWords.ts';

interface Plan {
  readonly threshold: number;
  readonly jobBytes: number;
  readonly badRowsFile: string;
}

/** What was found in a file, in words, and what its load will cost. */
export function reportOf(
  report: CheckReport,
  mapping: LoadMapping,
  plan: Plan,
): Omit<LoadReport, 'label' | 'labelPlural'> {
  const { rows, badRows, bytes } = report;
  const { api, why } = chooseApi({ kind: 'load', operation: mapping.operation, rows }, plan.threshold);
  const jobs = api === 'bulk' ? Math.max(1, Math.ceil(bytes / plan.jobBytes)) : 0;
  // Create, upload, close, some questions for the state, two kinds of results.
  const calls = api === 'bulk' ? jobs * 8 : Math.ceil(rows / 200);
  return {
    rows,
    badRows,
    size: bytes,
    findings: [
      ...report.problems.map(problem => finding(problemWords(problem), true)),
      ...faultFindings(report.faults),
      ...report.findings.map(rowFinding),
      ...(report.someDuplicatesUnchecked
        ? [finding(t('Duplicates were looked for among the first 2 million values only.'), false)]
        : []),
    ],
    ...(badRows > 0 ? { badRowsFile: plan.badRowsFile } : {}),
    api: api === 'bulk' ? 'bulk' : 'collections',
    why: whyWords(why, plan),
    jobs,
    calls,
  };
}

const finding = (message: string, fatal: boolean): LoadFinding => ({ message, fatal, rows: 0, lines: [] });

export function problemWords({ code, field }: MappingProblem | FileProblem): string {
  switch (code) {
    case 'UNKNOWN_FIELD':
      return t('{0} is no field of the object, or your user cannot see it.', field);
    case 'NOT_WRITABLE':
      return t('{0} cannot be written by this operation. Leave the column out.', field);
    case 'MAPPED_TWICE':
      return t('{0} is the target of several columns. Keep one.', field);
    case 'NO_EXTERNAL_ID':
      return t('{0}: choose a field that is an external id.', field);
    case 'MISSING_REQUIRED':
      return t('{0} is required, and no column goes to it.', field);
    case 'MISSING_ID':
      return t('A column has to go to Id: it tells which record a row is.');
    case 'MISSING_EXTERNAL_ID':
      return t('A column has to go to {0}: it tells which record a row is.', field);
    case 'NOTHING_MAPPED':
      return t('No column goes to a field.');
    case 'HEADER_TOO_LONG':
      return t('The header has more than 32,000 characters, which Salesforce does not take.');
    case 'NO_HEADER':
      return t('The file has no header with the titles of its columns.');
    case 'NO_ROWS':
      return t('The file has no rows.');
    case 'TOO_MANY_ROWS':
      return t('The file has more than 150 million rows, which is what an org takes in a day.');
    case 'SAME_TITLE':
      return t('Several columns have the title {0}. Only the first can be loaded.', field);
    default:
      return code satisfies never;
  }
}

function faultFindings(faults: readonly CsvFault[]): LoadFinding[] {
  const byCode = Map.groupBy(faults, ({ code }) => code);
  return [...byCode].map(([code, some]) => ({
    message: faultWords(code),
    fatal: true,
    rows: 0,
    lines: some.slice(0, 5).map(({ line }) => line),
  }));
}

function faultWords(code: CsvFault['code']): string {
  switch (code) {
    case 'QUOTE_IN_CELL':
      return t('Malformed CSV: a quote inside of a cell that is not quoted. Quote the cell, and double the quote.');
    case 'TEXT_AFTER_QUOTE':
      return t('Malformed CSV: text behind a closing quote. Double the quotes inside of the cell.');
    case 'UNCLOSED_QUOTE':
      return t('Malformed CSV: a quote is not closed before the end of the file.');
    case 'RECORD_TOO_LONG':
      return t('A record has more than a million characters. Most likely a quote is not closed.');
    case 'MIXED_LINE_ENDINGS':
      return t('The lines of the file end in different ways. Save it with one line ending.');
    default:
      return code satisfies never;
  }
}

const rowFinding = ({ code, field, count, lines, example }: Finding): LoadFinding => ({
  ...(field === '' ? {} : { field }),
  message: rowWords(code),
  fatal: false,
  rows: count,
  lines,
  example,
});

function rowWords(code: RowProblem): string {
  switch (code) {
    case 'BAD_ID':
      return t('not an id of 15 or 18 characters');
    case 'BAD_BOOLEAN':
      return t('neither true nor false');
    case 'BAD_NUMBER':
      return t('not a number as 1234.5');
    case 'BAD_DATE':
      return t('not a date as 2026-01-31');
    case 'BAD_DATETIME':
      return t('not a time as 2026-01-31T09:00:00Z');
    case 'BAD_TIME':
      return t('not a time of day as 09:00:00Z');
    case 'BAD_EMAIL':
      return t('not an email address');
    case 'NOT_IN_PICKLIST':
      return t('not a value of the picklist');
    case 'TOO_LONG':
      return t('longer than the field');
    case 'BAD_ENCODING':
      return t('characters that are not of the encoding');
    case 'REQUIRED_EMPTY':
      return t('required, but empty');
    case 'DUPLICATE':
      return t('the same value came in an earlier row');
    case 'TOO_MANY_CELLS':
      return t('More cells than the header has');
    case 'TOO_FEW_CELLS':
      return t('Fewer cells than the header has');
    case 'RECORD_TOO_LONG':
      return t('More than 400,000 characters in a row');
    case 'TOO_MANY_FIELDS':
      return t('More than 5,000 fields in a row');
    default:
      return code satisfies never;
  }
}
