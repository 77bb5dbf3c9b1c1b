import { collectComparisons } from '../semantics/comparisons.ts';
import { Lookups } from '../semantics/lookups.ts';
import type { Problem } from '../semantics/problems.ts';
import { collectReferences } from '../semantics/references.ts';
import { adviceRules, nameRules, shapeRules } from '../semantics/rules/index.ts';
import type { Surface } from '../semantics/rules/rule.ts';
import { Scopes } from '../semantics/scope.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { Diagnosis, Input, TextRange } from './model.ts';

/**
 * Every problem of the file that the tree and the schema are sure of; nothing about what is not known yet. Each
 * statement is judged by itself, so the time grows with the file, not with its square.
 */
export function diagnose({ tree, schema, surface = 'rest' }: Input & { readonly surface?: Surface }): Diagnosis {
  const lookups = new Lookups(schema);
  const scopes = new Scopes(tree, lookups);
  const problems: Problem[] = tree.problems.map(p => ({ ...p, severity: 'error' }));
  for (const { nodes, faults } of stretches(tree)) {
    const references = collectReferences(scopes, nodes);
    const comparisons = collectComparisons(scopes, references.scopes);
    const facts = { tree, lookups, scopes, references, comparisons, surface };
    // One fault has one message: what the grammar says about a place comes first.
    const before = problems.length;
    const report = (problem: Problem) => {
      if (!faults.some(fault => touches(fault, problem))) problems.push(problem);
    };
    for (const rule of nameRules) rule(facts, report);
    if (faults.length === 0) for (const rule of shapeRules) rule(facts, report);
    if (faults.length === 0 && problems.length === before) for (const rule of adviceRules) rule(facts, report);
  }
  return { problems: problems.sort((a, b) => a.start - b.start || a.end - b.end), missing: lookups.missing() };
}

function touches(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

interface Stretch {
  readonly nodes: readonly SyntaxNode[];
  /** What the grammar says about it. */
  readonly faults: readonly TextRange[];
}

/** What stands between semicolons: a statement, or several where semicolons are missing. */
function stretches({ root, problems }: SyntaxTree): Stretch[] {
  const all: Stretch[] = [];
  let nodes: SyntaxNode[] = [];
  let next = 0;
  const close = (end: number): void => {
    const faults: TextRange[] = [];
    for (let fault = problems[next]; fault && fault.start <= end; fault = problems[++next]) faults.push(fault);
    all.push({ nodes, faults });
    nodes = [];
    // A fault at the very edge is one of both neighbours.
    while (next > 0 && problems[next - 1]?.start === end) next--;
  };
  for (const element of root.children) {
    if (!element.token) nodes.push(element);
    else if (element.kind === 'Semicolon') close(element.end);
  }
  close(root.end);
  return all;
}
