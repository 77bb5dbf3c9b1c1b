import { child, childrenOf, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { RecordShape } from '../plan.ts';
import { errorAt, malformedAt } from './context.ts';
import { unexpectedFunction } from './expressions.ts';
import {
  columnOf,
  joinParent,
  type Place,
  resolvePath,
  resolveRelationships,
  type Scope,
  unknownObject,
} from './scope.ts';
import { addField, type ShapeBuilder } from './shape.ts';

type NamePlace = Place & { readonly kind: 'name' };

/**
 * `TYPEOF What WHEN Account THEN Phone WHEN Opportunity THEN Amount ELSE Name END`.
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_typeof.htm
 */
export function addTypeof(scope: Scope, builder: ShapeBuilder, node: SyntaxNode<'TypeofExpression'>): void {
  const { context } = scope;
  const path = child(node, 'FieldPath') ?? node;
  const place = resolveRelationships(scope, childrenOf(path, 'Name'), path);
  if (place.kind !== 'name') {
    const text = `TYPEOF is only supported for polymorphic relationships, not for '${textOf(context.tree, path)}'`;
    throw errorAt(context, path, 'INVALID_FIELD', text);
  }
  const byKeyPrefix = new Map<string, RecordShape>();
  for (const when of childrenOf(node, 'TypeofWhen')) addWhen(scope, builder, place, when, byKeyPrefix);
  const otherwise = child(node, 'TypeofElse');
  builder.add(
    { kind: 'source', source: place.source },
    {
      kind: 'typeof',
      name: place.reference.relationshipName ?? place.reference.name,
      idColumn: builder.columnFor(columnOf(place.source, place.reference)),
      branches: { byKeyPrefix, otherwise: otherwise && branch(scope, builder, place, otherwise) },
    },
  );
}

function addWhen(
  scope: Scope,
  builder: ShapeBuilder,
  { source, reference }: NamePlace,
  when: SyntaxNode<'TypeofWhen'>,
  branches: Map<string, RecordShape>,
): void {
  const { context } = scope;
  const nameNode = child(when, 'Name') ?? when;
  const name = textOf(context.tree, nameNode);
  const object = context.schema.object(name);
  if (!object?.stored || !reference.referenceTo.includes(object.name) || !object.keyPrefix) {
    throw unknownObject(context, nameNode, name);
  }
  if (branches.has(object.keyPrefix)) {
    throw malformedAt(context, nameNode, `WHEN clause operand [${object.name}] is not unique`);
  }
  const target = joinParent(scope, source, reference, object);
  branches.set(object.keyPrefix, branch(scope, builder, { kind: 'source', source: target }, when));
}

/** The record of one branch: its fields are looked up from `place` on. */
function branch(scope: Scope, builder: ShapeBuilder, place: Place, node: SyntaxNode): RecordShape {
  const call = child(node, 'FunctionCall');
  if (call) throw unexpectedFunction(scope, call);
  return builder.separateRecord(place, () => {
    for (const path of childrenOf(node, 'FieldPath')) addField(builder, resolvePath(scope, path, place));
  });
}
