import { Lookups } from '../semantics/lookups.ts';
import { type Problem, problem } from '../semantics/problems.ts';
import { child, childrenOf, textOf } from '../syntax/tree.ts';
import type { Diagnosis, Input } from './model.ts';

/** Every problem of the file that the tree and the schema are sure of; nothing about what is not known yet. */
export function diagnose({ tree, schema }: Input): Diagnosis {
  const lookups = new Lookups(schema);
  const problems: Problem[] = tree.problems.map(p => ({ ...p, severity: 'error' }));
  for (const query of childrenOf(tree.root, 'Query')) {
    const object = child(child(child(query, 'FromClause'), 'FromItem'), 'FieldPath');
    if (!object) continue;
    const name = textOf(tree, object);
    if (lookups.object(name) === 'absent') problems.push(problem('unknown-object', object, [name]));
  }
  return { problems, missing: lookups.missing() };
}
