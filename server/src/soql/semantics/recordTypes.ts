import { expressionOf } from '../syntax/ast.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { RecordType } from './schema.ts';
import type { Scopes } from './scope.ts';

/** What a comparison with record types compares. */
export interface RecordTypeComparison {
  /** How the values name a record type. */
  readonly by: 'id' | 'developerName' | 'label';
  /** Those that records can have: the master is none. */
  readonly recordTypes: readonly RecordType[];
}

const names: ReadonlyMap<string, RecordTypeComparison['by']> = new Map([
  ['developername', 'developerName'],
  ['name', 'label'],
]);

/** `RecordTypeId = …` and `RecordType.DeveloperName = …`, behind any path; undefined for all else. */
export function recordTypesOf(scopes: Scopes, comparison: SyntaxNode<'Comparison'>): RecordTypeComparison | undefined {
  const path = expressionOf(comparison);
  if (path?.kind !== 'FieldPath') return undefined;
  const written = scopes.names(path);
  const lastName = written.at(-1)?.toLowerCase() ?? '';
  const by = written.length > 1 ? names.get(lastName) : undefined;
  if (!by && lastName !== 'recordtypeid') return undefined;
  const scope = scopes.around(path);
  const steps = scopes.steps(scope, written);
  const last = steps.at(-1);
  if (last?.kind === 'field' && last.field.name === 'RecordTypeId') {
    return { by: 'id', recordTypes: named(last.owner.recordTypes) };
  }
  const reference = steps[written.length - 2];
  if (!by || reference?.kind !== 'relationship' || reference.field.name !== 'RecordTypeId') return undefined;
  const before = steps[written.length - 3];
  const owner = before && before.kind !== 'field' ? before.object : scope?.object;
  return owner?.schema && { by, recordTypes: named(owner.schema.recordTypes) };
}

function named(recordTypes: readonly RecordType[]): RecordType[] {
  return recordTypes.filter(type => !type.master);
}
