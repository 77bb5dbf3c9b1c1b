// What the piece of text at an offset stands for.
import { functionName, pathNames, tokenAt, tokenBefore } from '../syntax/ast.ts';
import { relativeDate } from '../syntax/literals.ts';
import { ancestor, child, childrenOf, isA, type SyntaxNode, type SyntaxToken, textOf } from '../syntax/tree.ts';
import { comparisonOf } from './comparisons.ts';
import { functionNamed, type SoqlFunction } from './functions.ts';
import { stringValue } from './literals.ts';
import { childRelationshipOf } from './namespaces.ts';
import type { ObjectMeaning } from './paths.ts';
import { branchScope } from './references.ts';
import type { ChildRelationship, FieldSchema, ObjectSchema, PicklistValue } from './schema.ts';
import type { AliasMeaning, QueryScope, Scopes } from './scope.ts';

export type Meaning = { readonly node: SyntaxNode } & (
  | { readonly kind: 'object'; readonly object: ObjectMeaning }
  | { readonly kind: 'field'; readonly field: FieldSchema; readonly owner: ObjectSchema }
  | { readonly kind: 'relationship'; readonly field: FieldSchema; readonly object: ObjectMeaning }
  | { readonly kind: 'childRelationship'; readonly relationship: ChildRelationship; readonly parent: ObjectSchema }
  | { readonly kind: 'alias'; readonly alias: AliasMeaning; readonly scope: QueryScope }
  | { readonly kind: 'fieldAlias'; readonly scope: QueryScope }
  | { readonly kind: 'function'; readonly fn: SoqlFunction }
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly count: number }
  | { readonly kind: 'value'; readonly field: FieldSchema; readonly value: PicklistValue }
  | { readonly kind: 'bind'; readonly name: string }
);

/** The meaning of the name or value that holds the offset, or ends there. */
export function meaningAt(scopes: Scopes, offset: number): Meaning | undefined {
  const { root } = scopes.tree;
  return meaningOfToken(scopes, tokenAt(root, offset)) ?? meaningOfToken(scopes, tokenBefore(root, offset));
}

function meaningOfToken(scopes: Scopes, token: SyntaxToken | undefined): Meaning | undefined {
  const node = token?.parent;
  if (!node) return undefined;
  if (isA(node, 'RelativeDate')) {
    const { name, count = 0 } = relativeDate(scopes.tree, node);
    return { kind: 'dateLiteral', node, name, count };
  }
  if (isA(node, 'StringLiteral')) return valueMeaning(scopes, node);
  return isA(node, 'Name') ? meaningOf(scopes, node) : undefined;
}

/** What a name stands for; undefined where the schema does not know. */
export function meaningOf(scopes: Scopes, node: SyntaxNode<'Name'>): Meaning | undefined {
  const { parent } = node;
  switch (parent?.kind) {
    case 'FunctionCall': {
      const fn = functionNamed(functionName(scopes.tree, parent) ?? '');
      return fn && { kind: 'function', node, fn };
    }
    case 'Alias':
      return aliasMeaning(scopes, node, parent);
    case 'ReturningItem':
    case 'TypeofWhen':
      return { kind: 'object', node, object: objectMeaning(scopes, node) };
    case 'Bind':
      return child(parent, 'Name') === node ? { kind: 'bind', node, name: textOf(scopes.tree, node) } : undefined;
    case 'FieldPath':
      return pathMeaning(scopes, node, parent);
    default:
      return undefined;
  }
}

function objectMeaning({ tree, lookups }: Scopes, node: SyntaxNode): ObjectMeaning {
  const name = textOf(tree, node);
  return { name, schema: lookups.known(name) };
}

function aliasMeaning(scopes: Scopes, node: SyntaxNode, parent: SyntaxNode): Meaning | undefined {
  const scope = scopes.around(node);
  if (!scope) return undefined;
  const alias = scope.aliases.get(textOf(scopes.tree, node).toLowerCase());
  if (parent.parent?.kind === 'FromItem') return alias && { kind: 'alias', node, alias, scope };
  return { kind: 'fieldAlias', node, scope };
}

function pathMeaning(scopes: Scopes, node: SyntaxNode, path: SyntaxNode): Meaning | undefined {
  const scope = scopeOfPath(scopes, path);
  if (!scope) return undefined;
  const names = childrenOf(path, 'Name');
  const index = names.findIndex(n => n.start === node.start);
  if (isA(path.parent, 'FromItem') && isFirstItem(path)) return fromMeaning(scopes, node, index === names.length - 1);
  const step = scopes.steps(scope, pathNames(scopes.tree, path))[index];
  switch (step?.kind) {
    case 'field':
      return { kind: 'field', node, field: step.field, owner: step.owner };
    case 'relationship':
      return { kind: 'relationship', node, field: step.field, object: step.object };
    case 'object':
      return { kind: 'object', node, object: step.object };
    case 'alias': {
      const alias = scope.aliases.get(textOf(scopes.tree, node).toLowerCase());
      return alias && { kind: 'alias', node, alias, scope };
    }
    default: {
      const isAlias = names.length === 1 && scope.fieldAliases.has(textOf(scopes.tree, node).toLowerCase());
      return isAlias ? { kind: 'fieldAlias', node, scope } : undefined;
    }
  }
}

function isFirstItem(path: SyntaxNode): boolean {
  return child(path.parent?.parent, 'FromItem') === path.parent;
}

function fromMeaning(scopes: Scopes, node: SyntaxNode, isLast: boolean): Meaning | undefined {
  const scope = scopes.around(node);
  const parent = scope?.outer?.object?.schema;
  if (scope?.kind !== 'child') return { kind: 'object', node, object: objectMeaning(scopes, node) };
  const relationship = isLast && parent ? childRelationshipOf(parent, textOf(scopes.tree, node)) : undefined;
  return parent && relationship && { kind: 'childRelationship', node, relationship, parent };
}

function scopeOfPath(scopes: Scopes, path: SyntaxNode): QueryScope | undefined {
  const scope = scopes.around(path);
  const branch = ancestor(path, 'TypeofWhen', 'TypeofElse', 'Query', 'ReturningItem');
  const expression = branch?.kind.startsWith('Typeof') ? ancestor(branch, 'TypeofExpression') : undefined;
  return scope && branch && expression ? branchScope(scopes, scope, expression, branch) : scope;
}

function valueMeaning(scopes: Scopes, node: SyntaxNode): Meaning | undefined {
  const comparison = ancestor(node, 'Comparison');
  const field = comparison && comparisonOf(scopes, comparison).field;
  const written = stringValue(scopes.tree, node).toLowerCase();
  const value = field?.picklistValues.find(v => v.value.toLowerCase() === written);
  return field && value && { kind: 'value', node, field, value };
}
