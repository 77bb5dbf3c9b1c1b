import { tokensOf } from '../../soql/syntax/ast.ts';
import { parse } from '../../soql/syntax/parser.ts';
import { child, childrenOf, type SyntaxNode, type SyntaxTree, textOf } from '../../soql/syntax/tree.ts';
import { ApiError } from '../errors.ts';
import type { ObjectDefinition, Schema } from '../schema/types.ts';
import { type Scope, scopes } from './scopes.ts';
import { mostRecords, type Returning, type Search } from './search.ts';
import { malformedSearch, parseTerm } from './term.ts';

/**
 * Reads one SOSL statement.
 * @throws ApiError 400: MALFORMED_SEARCH, INVALID_TYPE, or FUNCTIONALITY_NOT_ENABLED for clauses that this org does
 *   not serve: WITH, UPDATE, USING
 */
export function readSosl(schema: Schema, text: string): Search {
  const tree = parse(text);
  const statement = child(tree.root, 'SoslQuery');
  const find = [...tokensOf(tree.root)].find(({ kind }) => kind === 'SearchTerm');
  if (statement === undefined || find === undefined) {
    throw malformedSearch('No search term found. The search term must be enclosed in braces.');
  }
  const [problem] = tree.problems;
  if (problem !== undefined) {
    throw malformedSearch(`unexpected token: '${text.slice(problem.start, problem.end) || '<EOF>'}'`);
  }
  requireServed(statement);
  const items = childrenOf(child(statement, 'ReturningClause'), 'ReturningItem');
  return {
    term: parseTerm(textOf(tree, find).slice(1, -1)),
    scope: scopeOf(tree, child(statement, 'InClause')),
    returning: items.length === 0 ? everything(schema) : items.map(item => returningOf(schema, tree, item)),
    limit: Math.min(mostRecords, limitOf(tree, child(statement, 'LimitClause'))),
  };
}

/** The ids of all searchable objects, which a search without RETURNING gives. */
export function everything(schema: Schema): readonly Returning[] {
  return schema.objects
    .filter(({ searchable, stored }) => searchable && stored)
    .map(object => ({ object, fields: ['Id'], where: undefined, rest: '' }));
}

/** An object that can be searched. Throws an ApiError 400 INVALID_TYPE. */
export function searchable(schema: Schema, name: string): ObjectDefinition {
  const object = schema.object(name);
  if (object?.searchable && object.stored) return object;
  throw new ApiError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
}

const unserved = ['WithClause', 'UpdateClause', 'UsingSearchClause'] as const;
const unservedInItem = ['UsingListViewClause', 'UsingScopeClause', 'UsingLookupClause'] as const;

function requireServed(statement: SyntaxNode): void {
  const items = childrenOf(child(statement, 'ReturningClause'), 'ReturningItem');
  const clause = child(statement, ...unserved) ?? items.map(item => child(item, ...unservedInItem)).find(Boolean);
  if (clause === undefined) return;
  const words = clause.kind.replace(/Clause$/, '').toUpperCase();
  throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', `This org does not serve the ${words} clause of searches`);
}

function scopeOf(tree: SyntaxTree, clause: SyntaxNode | undefined): Scope {
  const words = clause === undefined ? '' : textOf(tree, clause).toUpperCase();
  return scopes.find(scope => words.includes(scope)) ?? 'ALL';
}

function limitOf(tree: SyntaxTree, clause: SyntaxNode | undefined): number {
  return clause === undefined ? mostRecords : Number(/\d+/.exec(textOf(tree, clause))?.[0] ?? mostRecords);
}

function returningOf(schema: Schema, tree: SyntaxTree, item: SyntaxNode): Returning {
  const [name] = tokensOf(item);
  const object = searchable(schema, name === undefined ? '' : textOf(tree, name));
  const fields = childrenOf(item, 'SelectField').map(field => textOf(tree, field));
  const where = child(item, 'WhereClause');
  const rest = childrenOf(item, 'OrderByClause', 'LimitClause', 'OffsetClause').map(clause => textOf(tree, clause));
  return {
    object,
    fields: fields.length === 0 ? ['Id'] : fields,
    where: where && textOf(tree, where).replace(/^where\s+/i, ''),
    rest: rest.join(' '),
  };
}
