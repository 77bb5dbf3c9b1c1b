import { aliasText, fromItem, pathNames } from '../syntax/ast.ts';
import { child, isA, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import type { TextRange } from './model.ts';

/** What a query plan says of filters that it could not use. */
export interface PlanRemark {
  readonly fields: readonly string[];
  /** API name of the object that the fields belong to. */
  readonly object: string;
}

/**
 * The conditions of a statement that a remark of its plan is about: those on fields of the object in FROM. Where there
 * is no such condition, the object itself, whose rows are all read.
 */
export function costlyFilters(tree: SyntaxTree, statement: SyntaxNode, remarks: readonly PlanRemark[]): TextRange[] {
  const from = fromItem(statement);
  const path = child(from, 'FieldPath');
  const object = pathNames(tree, path).join('.').toLowerCase();
  const prefixes = [object, aliasText(tree, from)?.toLowerCase()];
  const fields = new Set(
    remarks.filter(remark => remark.object.toLowerCase() === object).flatMap(({ fields }) => fields.map(lower)),
  );
  const isCostly = (comparison: SyntaxNode): boolean => {
    const names = pathNames(tree, fieldPathOf(comparison)).map(lower);
    if (names.length === 2 && prefixes.includes(names[0])) names.shift();
    return names.length === 1 && fields.has(names[0]!);
  };
  const found = comparisonsOf(child(statement, 'WhereClause')).filter(isCostly);
  return [...(found.length > 0 ? found : path ? [path] : [])].map(({ start, end }) => ({ start, end }));
}

/** Those of the statement itself, not of its semi-joins. */
function comparisonsOf(node: SyntaxNode | undefined): SyntaxNode[] {
  if (!node) return [];
  if (isA(node, 'Comparison')) return [node];
  return node.children.flatMap(element => (element.token ? [] : comparisonsOf(element)));
}

/** `Name`, or `CALENDAR_YEAR(CreatedDate)`. */
function fieldPathOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const found = child(node, 'FieldPath', 'FunctionCall');
  return isA(found, 'FunctionCall') ? fieldPathOf(found) : found;
}

const lower = (name: string): string => name.toLowerCase();
