import { ancestor, child, textOf } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import type { Rule } from './rule.ts';

/** Each object once in RETURNING; OFFSET with one object only. */
export const searches: Rule = ({ tree, references }, report) => {
  const items = references.scopes.filter(s => s.kind === 'search').map(s => s.node);
  const seen = new Map<object, Set<string>>();
  for (const item of items) {
    const clause = ancestor(item, 'ReturningClause');
    const name = child(item, 'Name');
    if (!clause || !name) continue;
    const names = seen.get(clause) ?? new Set();
    seen.set(clause, names);
    const written = textOf(tree, name);
    if (names.has(written.toLowerCase())) report(problem('repeated-search-object', name, [written]));
    names.add(written.toLowerCase());
    const offset = child(item, 'OffsetClause');
    const isOnly = items.filter(other => ancestor(other, 'ReturningClause') === clause).length === 1;
    if (offset && !isOnly) report(problem('search-offset', offset));
  }
};
