import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import { json, type Reply } from '../../http/reply.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { createRecord } from '../../storage/records.ts';
import type { WriteContext } from '../../storage/writes.ts';
import type { ApiCall } from '../call.ts';
import { requireObject } from '../describe.ts';
import type { RecordContext } from '../records.ts';
import { type SaveError, saveError } from '../saveErrors.ts';
import { writeOf } from '../writeOf.ts';
import { type Branch, readBranches } from './treeBody.ts';

type TreeResult =
  | { readonly referenceId: string; readonly id: string }
  | { readonly referenceId: string; readonly errors: readonly SaveError[] };

/**
 * `POST /composite/tree/{object}`: records with their children, all of them or none.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm
 */
export async function tree(context: RecordContext, call: ApiCall, objectName: string): Promise<Reply> {
  const { database } = context;
  const { schema } = database;
  const write = writeOf(context, call);
  const roots = readBranches(schema, requireObject(schema, objectName), await readJson(call.request));
  try {
    return json(201, { hasErrors: false, results: database.transaction(() => saveAll(database, roots, write)) });
  } catch (error) {
    if (error instanceof TreeError) return json(400, { hasErrors: true, results: error.results });
    throw error;
  }
}

/** Carries the errors out of the transaction that it undoes. */
class TreeError extends Error {
  readonly results: readonly TreeResult[];

  constructor(results: readonly TreeResult[]) {
    super('A record of the tree failed');
    this.results = results;
  }
}

/** Level by level, as Salesforce does: the records of a level report their errors together. */
function saveAll(database: OrgDatabase, roots: readonly Branch[], write: WriteContext): readonly TreeResult[] {
  const saved: TreeResult[] = [];
  for (let level = roots.map(branch => ({ branch, parentId: '' })); level.length > 0; ) {
    const results = level.map(({ branch, parentId }) => save(database, branch, parentId, write));
    const failed = results.filter(result => 'errors' in result);
    if (failed.length > 0) throw new TreeError(failed);
    saved.push(...results);
    level = level.flatMap(({ branch }, index) => {
      const result = results[index];
      const parentId = result !== undefined && 'id' in result ? result.id : '';
      return branch.children.map(child => ({ branch: child, parentId }));
    });
  }
  return saved;
}

function save(database: OrgDatabase, branch: Branch, parentId: string, write: WriteContext): TreeResult {
  const { referenceId, object, values, parentField } = branch;
  const all = parentField === undefined ? values : { ...values, [parentField]: parentId };
  try {
    return { referenceId, id: createRecord(database, object, all, write) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.errorCode === 'JSON_PARSER_ERROR') throw error;
    return { referenceId, errors: [saveError(error)] };
  }
}
