// Mapping files: what a CSV file is loaded as. They lie beside it and can be run again. No 'vscode' here.
import path from 'node:path';
import type { LoadMapping, LoadOperation } from '../../../server/src/protocol/bulk.ts';

/** The end of the names of mapping files. */
export const MAPPING_SUFFIX = '.sfload.json';

export interface MappingFile extends LoadMapping {
  /** The CSV file, below the folder of the mapping file. */
  readonly file: string;
}

const OPERATIONS: readonly LoadOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];

export const mappingText = (mapping: MappingFile): string => `${JSON.stringify(mapping, null, 2)}\n`;

/** Why a text is no mapping: no JSON, with the parser's words, or a member that is not as it should be. */
export interface WrongMapping {
  readonly wrong: 'json' | 'member';
  readonly name: string;
}

/** Absolute path of the CSV file of a mapping file. */
export const csvFileOf = (mappingFile: string, { file }: Pick<MappingFile, 'file'>): string =>
  path.resolve(path.dirname(mappingFile), file);

/** Where a check writes the bad rows of a CSV file. */
export const badRowsFileOf = (csvFile: string): string => `${csvFile.replace(/\.\w+$/, '')}.bad-rows.csv`;

export function parseMapping(text: string): MappingFile | WrongMapping {
  let value: Partial<MappingFile> | null;
  try {
    value = JSON.parse(text) as Partial<MappingFile> | null;
  } catch (error) {
    return { wrong: 'json', name: error instanceof Error ? error.message : String(error) };
  }
  const { file, object, operation, externalId, columns, constants = {}, emptyCells = 'ignore' } = value ?? {};
  const wrong = (name: string) => ({ wrong: 'member', name }) as const;
  if (typeof file !== 'string' || file === '') return wrong('file');
  if (typeof object !== 'string' || object === '') return wrong('object');
  if (operation === undefined || !OPERATIONS.includes(operation)) return wrong('operation');
  if (externalId !== undefined && typeof externalId !== 'string') return wrong('externalId');
  if (!isTexts(columns, true)) return wrong('columns');
  if (!isTexts(constants, false)) return wrong('constants');
  if (emptyCells !== 'ignore' && emptyCells !== 'null') return wrong('emptyCells');
  return value as MappingFile;
}

function isTexts(value: unknown, orNull: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(member => typeof member === 'string' || (orNull && member === null));
}
