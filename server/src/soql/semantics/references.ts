// Every field path and function call of a file, with what the schema says about it.
import { functionName } from '../syntax/ast.ts';
import type { NodeKind } from '../syntax/kinds.ts';
import { childrenOf, isA, type SyntaxNode, textOf } from '../syntax/tree.ts';
import type { Clause } from './functions.ts';
import { type ObjectMeaning, objectNamed, parentOf, type Step } from './paths.ts';
import type { FieldSchema, ObjectSchema } from './schema.ts';
import type { QueryScope, Scopes } from './scope.ts';

/** Where a path stands. `typeof` is the relationship after TYPEOF, `from` a path in FROM, `using` one of USING LOOKUP. */
export type Place = Clause | 'from' | 'typeof' | 'using';

export interface FieldReference {
  readonly path: SyntaxNode<'FieldPath'>;
  readonly names: readonly SyntaxNode<'Name'>[];
  readonly scope: QueryScope;
  readonly place: Place;
  /** The innermost function call around the path. */
  readonly call: CallReference | undefined;
  /** One for each name that the schema explains, from the first. */
  readonly steps: readonly Step[];
  /** The field that the whole path names, and the object that has it. */
  readonly field: FieldSchema | undefined;
  readonly owner: ObjectSchema | undefined;
  /** The first name that the schema is sure not to have, and the object that lacks it. */
  readonly unknown:
    | { readonly name: SyntaxNode<'Name'>; readonly owner: ObjectSchema; readonly isLast: boolean }
    | undefined;
}

export interface CallReference {
  readonly node: SyntaxNode<'FunctionCall'>;
  readonly name: string;
  readonly scope: QueryScope;
  readonly place: Place;
  readonly outer: CallReference | undefined;
}

export interface References {
  readonly scopes: readonly QueryScope[];
  readonly fields: readonly FieldReference[];
  readonly calls: readonly CallReference[];
}

interface Surroundings {
  readonly scope: QueryScope | undefined;
  readonly place: Place | undefined;
  readonly call: CallReference | undefined;
}

const places: Readonly<Record<string, Place>> = {
  SelectClause: 'select',
  FromClause: 'from',
  WhereClause: 'where',
  GroupByClause: 'groupBy',
  HavingClause: 'having',
  OrderByClause: 'orderBy',
  UsingLookupClause: 'using',
};

/** The place that a clause makes; undefined for nodes that are no clause. */
export function placeOf(kind: NodeKind): Place | undefined {
  return places[kind];
}

/** Reads the statements once, in the order of the text; all of the file where none are named. */
export function collectReferences(scopes: Scopes, statements: readonly SyntaxNode[] = [scopes.tree.root]): References {
  const collector = new Collector(scopes);
  for (const node of statements) collector.visit(node, { scope: undefined, place: undefined, call: undefined });
  return collector;
}

class Collector implements References {
  readonly scopes: QueryScope[] = [];
  readonly fields: FieldReference[] = [];
  readonly calls: CallReference[] = [];
  readonly #made: Scopes;

  constructor(made: Scopes) {
    this.#made = made;
  }

  #visitChildren(node: SyntaxNode, around: Surroundings): void {
    for (const element of node.children) if (!element.token) this.visit(element, around);
  }

  visit(node: SyntaxNode, around: Surroundings): void {
    if (isA(node, 'Query') || isA(node, 'ReturningItem')) this.#visitQuery(node);
    else if (isA(node, 'TypeofExpression')) this.#visitTypeof(node, around);
    else if (isA(node, 'FunctionCall')) this.#visitCall(node, around);
    else if (isA(node, 'FieldPath')) {
      const { scope, place, call } = around;
      if (scope && place) this.fields.push(fieldReference(this.#made, node, scope, place, call));
    } else this.#visitChildren(node, { ...around, place: placeOf(node.kind) ?? around.place });
  }

  #visitQuery(node: SyntaxNode<'Query' | 'ReturningItem'>): void {
    const scope = this.#made.of(node);
    this.scopes.push(scope);
    this.#visitChildren(node, { scope, place: isA(node, 'ReturningItem') ? 'select' : undefined, call: undefined });
  }

  #visitTypeof(node: SyntaxNode<'TypeofExpression'>, around: Surroundings): void {
    for (const element of node.children) {
      if (element.token) continue;
      if (isA(element, 'FieldPath')) this.visit(element, { ...around, place: 'typeof' });
      else {
        const scope = around.scope && branchScope(this.#made, around.scope, node, element);
        this.#visitChildren(element, { ...around, scope });
      }
    }
  }

  #visitCall(node: SyntaxNode<'FunctionCall'>, { scope, place, call: outer }: Surroundings): void {
    if (!scope || !place) return;
    const call = callReference(this.#made, node, scope, place, outer);
    this.calls.push(call);
    if (call.name.toUpperCase() !== 'FIELDS') this.#visitChildren(node, { scope, place, call });
  }
}

/** Inside THEN and ELSE, names are those of the object of that branch. */
export function branchScope(
  scopes: Scopes,
  scope: QueryScope,
  expression: SyntaxNode<'TypeofExpression'>,
  branch: SyntaxNode,
): QueryScope {
  return { ...scope, object: branchObject(scopes, scope, expression, branch), aliases: new Map() };
}

function branchObject(
  scopes: Scopes,
  scope: QueryScope,
  expression: SyntaxNode<'TypeofExpression'>,
  branch: SyntaxNode,
): ObjectMeaning | undefined {
  const [name] = childrenOf(branch, 'Name');
  if (branch.kind === 'TypeofWhen') return name && objectNamed(textOf(scopes.tree, name), scopes.lookups);
  const [path] = childrenOf(expression, 'FieldPath');
  const last = path && scopes.steps(scope, scopes.names(path)).at(-1);
  return last?.kind === 'relationship' ? parentOf(last.field, scopes.lookups) : undefined;
}

function callReference(
  scopes: Scopes,
  node: SyntaxNode<'FunctionCall'>,
  scope: QueryScope,
  place: Place,
  outer: CallReference | undefined,
): CallReference {
  return { node, name: functionName(scopes.tree, node) ?? '', scope, place, outer };
}

function fieldReference(
  scopes: Scopes,
  path: SyntaxNode<'FieldPath'>,
  scope: QueryScope,
  place: Place,
  call: CallReference | undefined,
): FieldReference {
  const names = childrenOf(path, 'Name');
  const steps =
    place === 'from'
      ? []
      : scopes.steps(
          scope,
          names.map(n => textOf(scopes.tree, n)),
        );
  const last = steps.at(-1);
  const field = last?.kind === 'field' ? last.field : undefined;
  const owner = last?.kind === 'field' ? last.owner : undefined;
  const unknown = place === 'from' ? undefined : firstUnknown(scope, names, steps);
  return { path, names, scope, place, call, steps, field, owner, unknown };
}

function firstUnknown(
  scope: QueryScope,
  names: readonly SyntaxNode<'Name'>[],
  steps: readonly Step[],
): FieldReference['unknown'] {
  const name = names[steps.length];
  const before = steps.at(-1);
  const owner =
    before === undefined ? scope.object?.schema : before.kind === 'field' ? undefined : before.object.schema;
  return name && owner && { name, owner, isLast: steps.length === names.length - 1 };
}
