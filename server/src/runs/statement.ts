import type { QueryApi } from '../salesforce/rest/query.ts';
import {
  aliasText,
  expressionOf,
  fromItem,
  functionArguments,
  functionName,
  minify,
  pathNames,
  type Statement,
  selectItems,
  statementAt,
  statements,
} from '../soql/syntax/ast.ts';
import { apiOf } from '../soql/syntax/fileComments.ts';
import { child, childrenOf, type SyntaxNode, type SyntaxTree, textOf } from '../soql/syntax/tree.ts';
import { expectedColumns } from './expectedColumns.ts';
import { type RowStatement, rowStatementOf } from './rowStatement.ts';
import { type ExpectedColumn, objectColumn } from './store/columns.ts';

/** What a run needs of a statement. Plain data: it crosses to the worker thread. */
export interface RunStatement {
  /** The query or search as it is sent: without comments, needless space and ALL ROWS. */
  readonly soql: string;
  /** The object of FROM; of a search the one that it returns, where there is only one. */
  readonly object?: string | undefined;
  /** Which resource is asked: by a comment before the statement or at the head of the file, or by ALL ROWS. */
  readonly api: QueryApi;
  /** The columns that the text promises. */
  readonly columns: readonly ExpectedColumn[];
  /** `SELECT COUNT()`, which answers a number and no rows. */
  readonly countOnly: boolean;
  /** Where each row is a record of `object`: how it is read again. */
  readonly row?: RowStatement | undefined;
}

/** The one column of a `SELECT COUNT()`. */
export const countColumn: ExpectedColumn = { path: 'COUNT()', children: false, kind: 'number', role: 'value' };

/** The statement that the offset belongs to, if there is one. */
export function runStatementAt(tree: SyntaxTree, offset: number): RunStatement | undefined {
  const statement = statementAt(tree.root, offset);
  if (!statement) return undefined;
  if (statement.kind === 'SoslQuery') return searchOf(tree, statement);
  const countOnly = isCountOnly(tree, statement);
  return {
    ...asked(tree, statement),
    object: pathNames(tree, child(fromItem(statement), 'FieldPath'))[0],
    columns: countOnly ? [countColumn] : expectedColumns(tree, statement),
    countOnly,
    row: rowStatementOf(tree, statement),
  };
}

/** The statements that a stretch of the text touches; with both ends the same, the one that the offset belongs to. */
export function statementsIn(
  tree: SyntaxTree,
  start: number,
  end: number,
): { readonly offset: number; readonly index: number; readonly name: string; readonly text: string }[] {
  const all = statements(tree.root);
  const chosen =
    start === end ? [statementAt(tree.root, start)] : all.filter(one => one.start < end && one.end > start);
  return chosen.flatMap(one => {
    if (!one) return [];
    const name = one.kind === 'SoslQuery' ? 'FIND' : (pathNames(tree, child(fromItem(one), 'FieldPath'))[0] ?? '');
    const api = apiOf(tree, one);
    const text = `${api === 'query' ? '' : `// @${api}\n`}${textOf(tree, one)}`;
    return [{ offset: one.start, index: all.indexOf(one), name, text }];
  });
}

/** Apex writes ALL ROWS, which the APIs refuse: they have a resource of its own for that. */
function asked(tree: SyntaxTree, query: Statement): Pick<RunStatement, 'soql' | 'api'> {
  const api = apiOf(tree, query);
  const soql = minify(tree, query);
  const clause = child(query, 'AllRowsClause');
  const text = clause ? minify(tree, clause) : '';
  // Where it does not stand last, something is wrong that the org says better.
  if (text === '' || !soql.endsWith(text) || api === 'tooling') return { soql, api };
  return { soql: soql.slice(0, -text.length).trimEnd(), api: 'queryAll' };
}

/** A search: the rows of several objects, so the object is a column of its own. */
function searchOf(tree: SyntaxTree, search: SyntaxNode): RunStatement {
  const items = childrenOf(child(search, 'ReturningClause'), 'ReturningItem');
  const names = items.map(item => textOf(tree, child(item, 'Name')!));
  const fields = items.flatMap(item => childrenOf(item, 'SelectField').flatMap(field => columnName(tree, field) ?? []));
  const columns = [objectColumn, ...new Set(fields)].map(path => ({ path, children: false }));
  const object = names.length === 1 ? names[0] : undefined;
  return { soql: minify(tree, search), object, api: 'search', columns, countOnly: false };
}

/** The alias or the path of a field that a search returns. */
function columnName(tree: SyntaxTree, field: SyntaxNode): string | undefined {
  const alias = aliasText(tree, field);
  if (alias) return alias;
  const expression = expressionOf(field);
  const path = expression?.kind === 'FunctionCall' ? child(expression, 'FieldPath') : expression;
  return path && pathNames(tree, path).join('.');
}

function isCountOnly(tree: SyntaxTree, query: SyntaxNode): boolean {
  const [only, ...others] = selectItems(query);
  const call = child(only, 'FunctionCall');
  if (!call || others.length > 0) return false;
  return functionName(tree, call)?.toLowerCase() === 'count' && functionArguments(call).length === 0;
}
