import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordedDescribe } from '../schema/imported.ts';
import { type RecordedPicklists, recordedPicklists } from '../schema/recordedPicklists.ts';

/**
 * The sobject describes in a folder: every `*.json` in it that has fields, in the order of their names, with what
 * describes of layouts and picklists of the UI API beside them tell of their record types. Other answers, such as the list
 * of all objects, are passed over. Throws an error that names the file which is no JSON.
 */
export function readDescribes(folder: string): readonly RecordedDescribe[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  const answers = files.sort().map(name => read(path.join(folder, name)));
  const picklists = recordedPicklists(answers.filter(answer => !isDescribe(answer)));
  return answers.filter(isDescribe).map(describe => withPicklists(describe, picklists));
}

function withPicklists(describe: RecordedDescribe, picklists: RecordedPicklists): RecordedDescribe {
  const { recordTypeInfos = [] } = describe;
  const narrowed = recordTypeInfos.map(info => ({ ...info, picklistValues: picklists.get(info.recordTypeId) ?? {} }));
  return { ...describe, recordTypeInfos: narrowed };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function isDescribe(value: unknown): value is RecordedDescribe {
  if (typeof value !== 'object' || value === null) return false;
  const { name, fields, childRelationships } = value as Partial<RecordedDescribe>;
  return typeof name === 'string' && Array.isArray(fields) && Array.isArray(childRelationships);
}
