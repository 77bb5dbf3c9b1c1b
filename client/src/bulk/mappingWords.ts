import * as vscode from 'vscode';
import type { LoadOperation } from '../../../server/src/protocol/bulk.ts';
import type { WrongMapping } from './mappingFile.ts';
import type { MappingWords } from './page/messages.ts';

export const wrongMapping = ({ wrong, name }: WrongMapping): string =>
  wrong === 'json'
    ? vscode.l10n.t('The mapping file is not JSON: {0}', name)
    : vscode.l10n.t('The member "{0}" of the mapping file is missing or not as it should be.', name);

export const operationWords = (): Readonly<Record<LoadOperation, string>> => ({
  insert: vscode.l10n.t('Insert'),
  update: vscode.l10n.t('Update'),
  upsert: vscode.l10n.t('Upsert'),
  delete: vscode.l10n.t('Delete'),
  hardDelete: vscode.l10n.t('Hard delete'),
});

export const mappingWords = (): MappingWords => ({
  mapping: vscode.l10n.t('Mapping'),
  object: vscode.l10n.t('Object'),
  operation: vscode.l10n.t('Operation'),
  operations: operationWords(),
  externalId: vscode.l10n.t('Records are found by'),
  choose: vscode.l10n.t('Choose a field'),
  assignmentRule: vscode.l10n.t('Assignment rule'),
  emptyCells: vscode.l10n.t('Empty cells'),
  emptyIgnored: vscode.l10n.t('leave the field alone'),
  emptyCleared: vscode.l10n.t('empty the field (#N/A)'),
  check: vscode.l10n.t('Check'),
  load: vscode.l10n.t('Load…'),
  propose: vscode.l10n.t('Map the rest'),
  openText: vscode.l10n.t('Open as text'),
  filter: vscode.l10n.t('Filter columns'),
  unmappedOnly: vscode.l10n.t('Only those without a field'),
  mapped: vscode.l10n.t('{0} of {1} columns have a field'),
  column: vscode.l10n.t('Column'),
  values: vscode.l10n.t('First values'),
  field: vscode.l10n.t('Field'),
  remarks: vscode.l10n.t('Remarks'),
  fieldFor: vscode.l10n.t('Field for {0}'),
  ignored: vscode.l10n.t('not loaded'),
  ignore: vscode.l10n.t('Do not load this column'),
  noTitle: vscode.l10n.t('Column {0}, without a title'),
  sameTitle: vscode.l10n.t('An earlier column has the same title. Only that one can be loaded.'),
  goneColumn: vscode.l10n.t('The file has no column {0} any more.'),
  remove: vscode.l10n.t('Remove'),
  required: vscode.l10n.t('required'),
  upsertKey: vscode.l10n.t('upsert key'),
  takenBy: vscode.l10n.t('from {0}'),
  parentKeys: vscode.l10n.t('{0}: by an external id…'),
  noMatch: vscode.l10n.t('No field matches'),
  moreMatches: vscode.l10n.t('{0} more: type to narrow them'),
  constants: vscode.l10n.t('Same value in each row'),
  constantHint: vscode.l10n.t('For fields that no column goes to.'),
  addConstant: vscode.l10n.t('Add a field'),
  valueOf: vscode.l10n.t('Value of {0}'),
  giveValue: vscode.l10n.t('Give all rows one value'),
  problems: vscode.l10n.t('Problems of the mapping'),
  report: vscode.l10n.t('Check'),
  allGood: vscode.l10n.t('nothing is wrong. Rows: {0}'),
  someBad: vscode.l10n.t('{0} of {1} rows will fail'),
  fatal: vscode.l10n.t('nothing can be loaded like this'),
  outdated: vscode.l10n.t('The mapping or the file has changed since.'),
  rows: vscode.l10n.t('rows: {0}'),
  lines: vscode.l10n.t('lines'),
  line: vscode.l10n.t('Open line {0}'),
  example: vscode.l10n.t('for example'),
  fixBadRows: vscode.l10n.t(
    'Correct the rows in the file and check again. Or load all: rows that fail come back in a file of their own, which is mapped like this one.',
  ),
  openBadRows: vscode.l10n.t('Open the bad rows'),
  loadAnyway: vscode.l10n.t('Load anyway…'),
  checkAgain: vscode.l10n.t('Check again'),
});
