import { aliasText, expressionOf, fromItems, innerQuery, pathNames, selectItems } from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode } from '../../../soql/syntax/tree.ts';
import type { ChildPlan, Condition, RecordPlan } from '../plan.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';
import { calledFunction, isAggregateCall } from './expressions.ts';
import { fieldSet } from './fieldSets.ts';
import { scopeCondition } from './from.ts';
import { resolveOrder, sortable } from './order.ts';
import { resolvePresented } from './presentation.ts';
import { columnOf, newScope, resolvePath, type Scope, unknownRelationship } from './scope.ts';
import { addField, newShapeBuilder, type ShapeBuilder } from './shape.ts';
import { addTypeof } from './typeof.ts';
import { resolveWhere } from './where.ts';
import { refuseUnsupportedClauses, resolveWindow } from './window.ts';

/** The first API version whose subqueries may hold subqueries of their own. */
const NESTED_CHILDREN_SINCE = 58;
const MOST_CHILDREN = 20;

/**
 * A query for records.
 * @param level 0 for the outermost query, 1 for its subqueries, and so on
 */
export function resolveRecords(scope: Scope, query: SyntaxNode<'Query'>, level: number): RecordPlan {
  const { context, root } = scope;
  const builder = newShapeBuilder(root);
  const selection: Selection = { scope, builder, query, level, unnamed: 0 };
  for (const item of selectItems(query)) {
    if (item.kind === 'SelectField') addItem(selection, item as SyntaxNode<'SelectField'>);
    else if (item.kind === 'Subquery') addChildren(selection, item as SyntaxNode<'Subquery'>);
    else addTypeof(scope, builder, item as SyntaxNode<'TypeofExpression'>);
  }
  const where = allOf(resolveWhere(scope, query, level > 0), scopeCondition(scope, query));
  const order = resolveOrder(scope, query, item => sortable(scope, item));
  const window = resolveWindow(context, query);
  const from = { sources: scope.sources, where, includeDeleted: context.includeDeleted };
  return { kind: 'records', from, columns: builder.columns, shape: builder.root, order, ...window };
}

/** Both conditions, as far as there are any. */
export function allOf(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const parts = conditions.filter(condition => condition !== undefined);
  return parts.length > 1 ? { kind: 'and', parts } : parts[0];
}

interface Selection {
  readonly scope: Scope;
  readonly builder: ShapeBuilder;
  readonly query: SyntaxNode<'Query'>;
  readonly level: number;
  /** Items so far that the answer calls expr0, expr1… */
  unnamed: number;
}

function addItem(selection: Selection, item: SyntaxNode<'SelectField'>): void {
  const { scope, builder } = selection;
  const { context } = scope;
  const node = expressionOf(item);
  if (!node) throw new TypeError('a SELECT item without an expression');
  const alias = aliasText(context.tree, item);
  if (node.kind === 'FieldPath') {
    if (alias)
      throw malformedAt(context, child(item, 'Alias') ?? item, 'only aggregate expressions use field aliasing');
    addField(builder, resolvePath(scope, node as SyntaxNode<'FieldPath'>));
  } else if (calledFunction(scope, node) === 'FIELDS') {
    const place = { kind: 'source', source: scope.root } as const;
    for (const field of fieldSet(scope, node, selection.query)) {
      addField(builder, { expression: columnOf(scope.root, field), field, place });
    }
  } else addFunction(selection, node, alias);
}

function addFunction(selection: Selection, node: SyntaxNode, alias: string | undefined): void {
  const { scope, builder } = selection;
  const { context } = scope;
  if (isAggregateCall(scope, node)) {
    throw malformedAt(context, node, 'only root queries support aggregate expressions');
  }
  const { resolved, expression, decode } = resolvePresented(scope, node, ({ expression: inner }) => inner);
  if (expression.kind === 'dateFunction' || expression.kind === 'aggregate' || expression.kind === 'grouping') {
    throw malformedAt(context, node, `Field must be grouped or aggregated: ${resolved.subject?.field.name ?? ''}`);
  }
  const { subject } = resolved;
  const name = alias ?? subject?.field.name ?? `expr${selection.unnamed++}`;
  const place = subject?.place ?? { kind: 'source', source: scope.root };
  builder.add(place, { kind: 'value', name, column: builder.columnFor(expression), decode });
}

/** `(SELECT … FROM Contacts)` in the SELECT list. */
function addChildren(selection: Selection, subquery: SyntaxNode<'Subquery'>): void {
  const { scope, builder, level } = selection;
  const { context, root } = scope;
  const query = innerQuery(subquery);
  const item = fromItems(query)[0];
  const path = child(item, 'FieldPath');
  if (!query || !path) throw new TypeError('a subquery without FROM');
  checkLevel(context, subquery, level + 1);
  const names = pathNames(context.tree, path);
  const name = names.at(-1) ?? '';
  const isPrefixed = names.length === 2 && isNameOf(scope, names[0] ?? '');
  const relationship = names.length === 1 || isPrefixed ? root.object.childRelationship(name) : undefined;
  const object = relationship && context.schema.object(relationship.childObject);
  const parentField = object?.field(relationship?.field ?? '');
  if (!relationship?.relationshipName || !object?.stored || !parentField) {
    throw unknownRelationship(context, path, names.join('.'), 'FROM part of query call');
  }
  const inner = newScope(context, object, aliasText(context.tree, item));
  inner.aliases.set(relationship.relationshipName.toLowerCase(), inner.root);
  refuseUnsupportedClauses(context, query, true);
  refuseGrouping(context, query);
  const plan: ChildPlan = { plan: resolveRecords(inner, query, level + 1), parentField };
  const { relationshipName } = relationship;
  builder.add({ kind: 'source', source: root }, { kind: 'children', name: relationshipName, child: plan });
  if (builder.root.outputs.filter(({ kind }) => kind === 'children').length > MOST_CHILDREN) {
    throw malformedAt(context, subquery, `A query can have at most ${MOST_CHILDREN} child relationships`);
  }
}

function isNameOf({ root, aliases }: Scope, name: string): boolean {
  const key = name.toLowerCase();
  return aliases.get(key) === root || key === root.object.name.toLowerCase();
}

function checkLevel(context: QueryContext, subquery: SyntaxNode, level: number): void {
  const deepest = context.version >= NESTED_CHILDREN_SINCE ? 4 : 1;
  if (level <= deepest) return;
  const text = `Subqueries can be nested at most ${deepest + 1} levels deep`;
  throw errorAt(context, subquery, 'MALFORMED_QUERY', text);
}

function refuseGrouping(context: QueryContext, query: SyntaxNode<'Query'>): void {
  const clause = child(query, 'GroupByClause', 'HavingClause');
  if (clause) throw malformedAt(context, clause, 'only root queries support aggregate expressions');
}
