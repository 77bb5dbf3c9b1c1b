import { minify } from '../../syntax/ast.ts';
import { type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { Comparison } from '../comparisons.ts';
import type { Lookups } from '../lookups.ts';
import type { Problem } from '../problems.ts';
import type { References } from '../references.ts';
import type { Scopes } from '../scope.ts';

/** The API that a query goes to, or that it stands in Apex. */
export type Surface = 'rest' | 'bulk' | 'apex';

/** What rules read: the tree and what its names mean. */
export interface Facts {
  readonly tree: SyntaxTree;
  readonly lookups: Lookups;
  readonly scopes: Scopes;
  readonly references: References;
  /** Those of WHERE and HAVING, subqueries included. */
  readonly comparisons: readonly Comparison[];
  /** What the file is meant for: `bulk` allows less. */
  readonly surface: Surface;
}

/** Reports what is surely wrong. A rule says nothing about what the schema does not know yet. */
export type Rule = (facts: Facts, report: (problem: Problem) => void) => void;

/** The keywords of clauses that problems name. */
export const clauseWords: Readonly<Partial<Record<SyntaxNode['kind'], string>>> = {
  ForClause: 'FOR',
  GroupByClause: 'GROUP BY',
  HavingClause: 'HAVING',
  LimitClause: 'LIMIT',
  OffsetClause: 'OFFSET',
  WithClause: 'WITH',
};

/** The text of a path or a call without white space, comments and case, to compare two of them. */
export function normalized({ tree }: Facts, node: SyntaxNode): string {
  const written = textOf(tree, node);
  if (/^[\w.]+$/.test(written)) return written.toLowerCase();
  return minify(tree, node).replaceAll(' ', '').toLowerCase();
}
