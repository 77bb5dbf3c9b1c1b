import { child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { functionNamed, soqlFunctions } from '../functions.ts';
import { nameObject } from '../nameObject.ts';
import { childRelationshipOf } from '../namespaces.ts';
import { problem } from '../problems.ts';
import type { FieldReference } from '../references.ts';
import type { ObjectSchema } from '../schema.ts';
import type { QueryScope } from '../scope.ts';
import { closest } from '../suggest.ts';
import type { Facts, Rule } from './rule.ts';

/** Objects, child relationships and scopes that FROM and its companions name. */
export const unknownObjects: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    const items = childrenOf(child(scope.node, 'FromClause'), 'FromItem');
    const node = scope.node.kind === 'ReturningItem' ? child(scope.node, 'Name') : child(items[0], 'FieldPath');
    if (node) {
      const found = scope.kind === 'child' ? unknownChild(facts, scope, node) : unknownObject(facts, node);
      if (found) report(found);
    }
    for (const item of items.slice(1)) {
      const found = unknownJoin(facts, scope, item);
      if (found) report(found);
    }
  }
};

function unknownObject({ tree, lookups }: Facts, node: SyntaxNode) {
  const name = textOf(tree, node);
  const found = lookups.object(name);
  if (found === 'missing') return undefined;
  if (found === 'absent') return problem('unknown-object', node, [name], closest(name, lookups.objects() ?? []));
  return found.queryable ? undefined : problem('object-not-queryable', node, [found.name]);
}

function unknownChild({ tree, scopes }: Facts, scope: QueryScope, node: SyntaxNode) {
  const parent = scope.outer?.object?.schema;
  const name = scopes.names(node).at(-1);
  if (!parent || !name || childRelationshipOf(parent, name)) return undefined;
  const last = childrenOf(node, 'Name').at(-1) ?? node;
  const candidates = parent.childRelationships.map(c => ({ name: c.relationshipName, label: c.childObject }));
  return problem('unknown-child-relationship', last, [textOf(tree, last), parent.name], closest(name, candidates));
}

function unknownJoin({ tree, scopes }: Facts, scope: QueryScope, item: SyntaxNode) {
  const path = child(item, 'FieldPath');
  if (!path) return undefined;
  const names = childrenOf(path, 'Name');
  const steps = scopes.steps(scope, scopes.names(path));
  const last = steps.at(-1);
  const owner = last === undefined ? scope.object?.schema : last.kind === 'field' ? undefined : last.object.schema;
  const name = names[steps.length];
  if (!name || !owner) return undefined;
  return childRelationshipOf(owner, textOf(tree, name)) ? undefined : relationshipProblem(tree.text, name, owner);
}

/** Fields and relationships in paths. */
export const unknownFields: Rule = ({ tree, references }, report) => {
  for (const reference of references.fields) {
    const { unknown, scope } = reference;
    if (!unknown || unknown.owner === nameObject || isFieldAlias(reference, tree.text)) {
      const last = reference.steps.at(-1);
      // A path that ends with a dot is being written.
      const isWhole = reference.steps.length === reference.names.length && !reference.path.children.at(-1)?.token;
      if (isWhole && last?.kind === 'relationship' && reference.place !== 'typeof' && reference.place !== 'using') {
        const written = reference.names.at(-1)!;
        const name = textOf(tree, written);
        report(problem('relationship-not-field', written, [name], [last.field.name, `${name}.Name`]));
      }
      continue;
    }
    const { name, owner, isLast } = unknown;
    if (isLast && reference.place !== 'typeof') report(fieldProblem(tree.text, name, owner, scope));
    else report(relationshipProblem(tree.text, name, owner));
  }
};

function isFieldAlias({ names, scope, place }: FieldReference, text: string): boolean {
  const [only] = names;
  if (names.length !== 1 || !only || (place !== 'orderBy' && place !== 'having')) return false;
  return scope.fieldAliases.has(text.slice(only.start, only.end).toLowerCase());
}

function fieldProblem(text: string, node: SyntaxNode, owner: ObjectSchema, scope: QueryScope) {
  const name = text.slice(node.start, node.end);
  if (scope.aliases.has(name.toLowerCase())) return problem('alias-not-field', node, [name]);
  const custom = owner.field(`${name}__c`);
  const others = closest(name, owner.fields).filter(s => s !== custom?.name);
  return problem('unknown-field', node, [name, owner.name], custom ? [custom.name, ...others] : others);
}

function relationshipProblem(text: string, node: SyntaxNode, owner: ObjectSchema) {
  const name = text.slice(node.start, node.end);
  const field = owner.field(name);
  if (field) {
    return field.relationshipName
      ? problem('field-not-relationship', node, [name], [field.relationshipName])
      : problem('field-leads-nowhere', node, [name, field.type]);
  }
  const candidates = owner.fields.flatMap(f =>
    f.relationshipName ? [{ name: f.relationshipName, label: f.label }] : [],
  );
  return problem('unknown-relationship', node, [name, owner.name], closest(name, candidates));
}

export const unknownFunctions: Rule = ({ references }, report) => {
  for (const { node, name } of references.calls) {
    const written = child(node, 'Name');
    if (!written || functionNamed(name)) continue;
    report(problem('unknown-function', written, [name], closest(name, soqlFunctions)));
  }
};

export const unknownScopes: Rule = ({ tree, references }, report) => {
  for (const { node, object } of references.scopes) {
    const name = child(child(node, 'UsingScopeClause'), 'Name');
    if (!name || !object?.schema || object.schema.supportedScopes.length === 0) continue;
    const written = textOf(tree, name);
    const scopes = object.schema.supportedScopes;
    if (scopes.some(s => s.name.toLowerCase() === written.toLowerCase())) continue;
    report(problem('unknown-scope', name, [written, object.schema.name], closest(written, scopes)));
  }
};
