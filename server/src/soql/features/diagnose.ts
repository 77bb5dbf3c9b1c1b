import { Lookups } from '../semantics/lookups.ts';
import type { Problem } from '../semantics/problems.ts';
import { collectReferences } from '../semantics/references.ts';
import { rules } from '../semantics/rules/index.ts';
import type { Surface } from '../semantics/rules/rule.ts';
import { Scopes } from '../semantics/scope.ts';
import type { Diagnosis, Input } from './model.ts';

/** Every problem of the file that the tree and the schema are sure of; nothing about what is not known yet. */
export function diagnose({ tree, schema, surface = 'rest' }: Input & { readonly surface?: Surface }): Diagnosis {
  const lookups = new Lookups(schema);
  const scopes = new Scopes(tree, lookups);
  const facts = { tree, lookups, scopes, references: collectReferences(scopes), surface };
  const problems: Problem[] = tree.problems.map(p => ({ ...p, severity: 'error' }));
  for (const rule of rules) rule(facts, problem => problems.push(problem));
  return { problems: problems.sort((a, b) => a.start - b.start || a.end - b.end), missing: lookups.missing() };
}
