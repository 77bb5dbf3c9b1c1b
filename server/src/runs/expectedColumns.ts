import { functionNamed } from '../soql/semantics/functions.ts';
import {
  aliasText,
  expressionOf,
  fromItem,
  fromItems,
  functionName,
  groupItems,
  innerQuery,
  minify,
  pathNames,
  selectItems,
} from '../soql/syntax/ast.ts';
import { child, type SyntaxNode, type SyntaxTree } from '../soql/syntax/tree.ts';
import type { ColumnRole, ExpectedColumn } from './store/columns.ts';

/** The columns in the order of the SELECT clause, as far as the text alone tells them: not for FIELDS and TYPEOF. */
export function expectedColumns(tree: SyntaxTree, query: SyntaxNode): ExpectedColumn[] {
  const prefixes = aliases(tree, query);
  const isGrouped = hasPlainGroups(query);
  let unnamed = 0;
  const pathOf = (item: SyntaxNode): string | undefined => {
    const expression = expressionOf(item);
    const alias = aliasText(tree, item);
    if (alias || !expression) return alias;
    const name = functionName(tree, expression)?.toLowerCase() ?? '';
    if (name === 'fields') return undefined;
    const field = shapingFunctions.has(name) ? child(expression, 'FieldPath') : expression;
    return field?.kind === 'FieldPath' ? resolved(pathNames(tree, field), prefixes).join('.') : `expr${unnamed++}`;
  };
  return selectItems(query).flatMap(item => {
    if (item.kind === 'TypeofExpression') return [];
    if (item.kind === 'Subquery') return childColumn(tree, item);
    const path = pathOf(item);
    return path
      ? [{ path, children: false, ...expressionAs(tree, item, path), ...(isGrouped && roleOf(tree, item)) }]
      : [];
  });
}

function childColumn(tree: SyntaxTree, subquery: SyntaxNode): ExpectedColumn[] {
  const path = pathNames(tree, child(fromItem(innerQuery(subquery)), 'FieldPath')).at(-1);
  return path ? [{ path, children: true }] : [];
}

/** What is selected, where the column is not named like it. */
function expressionAs(tree: SyntaxTree, item: SyntaxNode, path: string): { readonly expression?: string } {
  const expression = expressionOf(item);
  const text = expression && minify(tree, expression);
  const isNamed = expression?.kind === 'FieldPath' && !aliasText(tree, item);
  return text === undefined || text === path || isNamed ? {} : { expression: text };
}

/** Subtotals, as ROLLUP and CUBE add them, are rows of another kind: nobody wants them beside the others. */
function hasPlainGroups(query: SyntaxNode): boolean {
  const clause = child(query, 'GroupByClause');
  return groupItems(query).length > 0 && child(clause, 'GroupingSet') === undefined;
}

function roleOf(tree: SyntaxTree, item: SyntaxNode): { readonly role: ColumnRole } {
  const kind = functionNamed(functionName(tree, expressionOf(item)) ?? '')?.kind;
  return { role: kind === 'aggregate' ? 'value' : kind === 'date' ? 'timeGroup' : 'group' };
}

/** These change how a field's value looks; the answer still carries it under the field's own name. */
const shapingFunctions = new Set(['tolabel', 'format', 'convertcurrency']);

/** `FROM Contact c, c.Account a`: c stands for nothing, a for Account. By name in lower case. */
function aliases(tree: SyntaxTree, query: SyntaxNode): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  fromItems(query).forEach((item, index) => {
    const path = pathNames(tree, child(item, 'FieldPath'));
    const meaning = index === 0 ? [] : resolved(path, found);
    for (const name of [aliasText(tree, item), index === 0 ? path[0] : undefined]) {
      if (name) found.set(name.toLowerCase(), meaning);
    }
  });
  return found;
}

function resolved(path: readonly string[], prefixes: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const [first, ...rest] = path;
  const meaning = rest.length > 0 ? prefixes.get((first ?? '').toLowerCase()) : undefined;
  return meaning ? [...meaning, ...rest] : path;
}
