import { functionName, groupItems, minify, pathNames, selectItems } from '../soql/syntax/ast.ts';
import { child, type SyntaxNode, type SyntaxTree } from '../soql/syntax/tree.ts';

/** What of a query each of its rows can be read again by. Plain data: it crosses to the worker thread. */
export interface RowStatement {
  /** The query for some of its records, up to the condition: `SELECT Id, Name FROM Account`. */
  readonly text: string;
  /** Columns that show what a function makes of a field (`toLabel(Status)`), in lower case. */
  readonly computed: readonly string[];
}

/** Undefined where a row stands for more than one record. */
export function rowStatementOf(tree: SyntaxTree, query: SyntaxNode): RowStatement | undefined {
  const select = child(query, 'SelectClause');
  const from = child(query, 'FromClause');
  if (!select || !from || groupItems(query).length > 0) return undefined;
  const calls = selectItems(query).flatMap(item => {
    const call = child(item, 'FunctionCall');
    return call ? [{ name: functionName(tree, call)?.toLowerCase() ?? '', call }] : [];
  });
  if (calls.some(({ name }) => aggregates.has(name))) return undefined;
  const computed = calls.flatMap(({ call }) => pathNames(tree, child(call, 'FieldPath')).at(-1)?.toLowerCase() ?? []);
  return { text: `${minify(tree, select)} ${minify(tree, from)}`, computed };
}

const aggregates = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max']);
