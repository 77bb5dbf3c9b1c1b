import { collectComparisons } from '../semantics/comparisons.ts';
import { Lookups } from '../semantics/lookups.ts';
import type { Problem } from '../semantics/problems.ts';
import { collectReferences } from '../semantics/references.ts';
import { nameRules, shapeRules } from '../semantics/rules/index.ts';
import type { Surface } from '../semantics/rules/rule.ts';
import { Scopes } from '../semantics/scope.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Diagnosis, Input, TextRange } from './model.ts';

/** Every problem of the file that the tree and the schema are sure of; nothing about what is not known yet. */
export function diagnose({ tree, schema, surface = 'rest' }: Input & { readonly surface?: Surface }): Diagnosis {
  const lookups = new Lookups(schema);
  const scopes = new Scopes(tree, lookups);
  const references = collectReferences(scopes);
  const comparisons = collectComparisons(scopes, references.scopes);
  const facts = { tree, lookups, scopes, references, comparisons, surface };
  const grammatical = tree.problems.map((p): Problem => ({ ...p, severity: 'error' }));
  const problems = [...grammatical];
  const outside = (taken: readonly TextRange[]) => (problem: Problem) => {
    if (!taken.some(range => touches(range, problem))) problems.push(problem);
  };
  for (const rule of nameRules) rule(facts, outside(grammatical));
  for (const rule of shapeRules) rule(facts, outside(brokenStretches(tree)));
  return { problems: problems.sort((a, b) => a.start - b.start || a.end - b.end), missing: lookups.missing() };
}

/** One fault has one message: what the grammar says about a place comes first. */
function touches(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The stretches between semicolons that hold a fault of grammar. */
function brokenStretches({ root, problems }: SyntaxTree): TextRange[] {
  const ends = root.children.flatMap(c => (c.token && c.kind === 'Semicolon' ? [c.end] : []));
  const stretches = [...ends, root.end].map((end, index) => ({ start: ends[index - 1] ?? 0, end }));
  return stretches.filter(({ start, end }) => problems.some(p => start <= p.start && p.start <= end));
}
