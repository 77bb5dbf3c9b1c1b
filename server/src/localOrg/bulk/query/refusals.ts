import { parse } from '../../../soql/syntax/parser.ts';
import { child, type SyntaxNode } from '../../../soql/syntax/tree.ts';
import { type ColumnMetadata, describeQuery, type QueryRequest } from '../../engine/index.ts';
import { ApiError } from '../../errors.ts';

/**
 * Checks that a query can run as a job, and gives the name of its object.
 * @throws ApiError 400: what the query engine refuses, or what Bulk API 2.0 does not support
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm
 */
export function checkBulkQuery(request: QueryRequest): string {
  const { columnMetadata, entityName, groupBy } = describeQuery(request);
  const { root } = parse(request.text);
  if (groupBy || has(root, 'GroupByClause')) throw notSupported('GROUP BY');
  if (has(root, 'OffsetClause')) throw notSupported('OFFSET');
  if (has(root, 'TypeofExpression')) throw notSupported('TYPEOF');
  if (child(selectOf(root), 'Subquery')) throw notSupported('Aggregate Relationships');
  if (columnMetadata.length === 0 || columnMetadata.some(({ aggregate }) => aggregate)) {
    throw notSupported('Aggregate functions');
  }
  if (columnMetadata.some(isCompound)) throw notSupported('Selecting compound data');
  return entityName;
}

function isCompound({ apexType, joinColumns }: ColumnMetadata): boolean {
  return apexType === 'Address' || apexType === 'Location' || joinColumns.some(isCompound);
}

function notSupported(what: string): ApiError {
  return new ApiError(400, 'API_ERROR', `${what} not supported in Bulk Query`);
}

function selectOf(root: SyntaxNode): SyntaxNode | undefined {
  const query = find(root, 'Query');
  return child(query, 'SelectClause');
}

function has(node: SyntaxNode, kind: SyntaxNode['kind']): boolean {
  return find(node, kind) !== undefined;
}

function find(node: SyntaxNode, kind: SyntaxNode['kind']): SyntaxNode | undefined {
  if (node.kind === kind) return node;
  for (const element of node.children) {
    const found = element.token ? undefined : find(element, kind);
    if (found !== undefined) return found;
  }
  return undefined;
}
