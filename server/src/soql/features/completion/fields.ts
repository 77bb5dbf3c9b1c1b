import { accepts, functionNamed } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { maxParentLevels } from '../../semantics/paths.ts';
import type { FieldSchema, ObjectSchema } from '../../semantics/schema.ts';
import { groupItems } from '../../syntax/ast.ts';
import { ancestor, child, childrenOf, textOf } from '../../syntax/tree.ts';
import type { TextEdit } from '../model.ts';
import type { WordCaret } from './caret.ts';
import type { Draft, Items } from './items.ts';
import { NameIndex } from './nameIndex.ts';

/** The fields of the object that the path has led to, as far as the clause can use them. */
export function fields(caret: WordCaret, _: Lookups, items: Items): void {
  const schema = caret.owner?.schema;
  const comma = commaBefore(caret);
  if (!schema || !(caret.roles.has('field') || comma)) return;
  const used = usedFields(caret);
  const { items: found, isCut } = indexOf(schema).find(caret.typed);
  if (isCut) items.cut();
  const fits = fieldFilter(caret);
  for (const { field, key, draft } of found) {
    if (!fits(field)) continue;
    const item = used.has(key) ? { ...draft, group: 'used' as const } : draft;
    items.add(comma ? { ...item, additionalEdits: [comma] } : item);
  }
}

/** Behind a plain field of SELECT a second one may be typed, the comma forgotten: it comes with the field. */
function commaBefore({ node, before, base, roles }: WordCaret): TextEdit | undefined {
  const item = ancestor(node, 'SelectField');
  if (!roles.has('alias') || !before || !item || !child(item, 'FieldPath')) return undefined;
  return { start: base + before.end, end: base + before.end, newText: ',' };
}

/** The relationships that a path can go on with. */
export function relationships(caret: WordCaret, _: Lookups, items: Items): void {
  const schema = caret.owner?.schema;
  if (!schema || !mayFollow(caret)) return;
  const polymorphicOnly = caret.roles.has('relationship');
  for (const field of schema.fields) {
    const { relationshipName, referenceTo } = field;
    if (!relationshipName || (polymorphicOnly && !isPolymorphic(field))) continue;
    items.add({
      label: relationshipName,
      kind: 'relationship',
      group: 'relationship',
      detail: referenceTo.join(', '),
      insertText: polymorphicOnly ? relationshipName : `${relationshipName}.`,
      continues: !polymorphicOnly,
      about: { object: schema.name, field: field.name },
    });
  }
}

/** The aliases that FROM declares, where a path starts. */
export function aliases({ scope, scopes, path, roles }: WordCaret, _: Lookups, items: Items): void {
  if (!scope || path.length > 0 || !roles.has('field')) return;
  for (const { declaration, name } of scope.aliases.values()) {
    const label = textOf(scopes.tree, declaration);
    items.add({ label, kind: 'alias', group: 'relationship', detail: name, insertText: `${label}.`, continues: true });
  }
}

function mayFollow({ roles, path, scope, clause, functionName }: WordCaret): boolean {
  if (roles.has('relationship')) return true;
  if (functionName && functionNamed(functionName)?.kind === 'fieldList') return false;
  if (path.length >= maxParentLevels) return false;
  if (scope?.kind === 'semiJoin' && clause === 'select') return false;
  return roles.has('field') || (roles.has('object') && path.length > 0);
}

function isPolymorphic({ namePointing, referenceTo }: FieldSchema): boolean {
  return namePointing || referenceTo.length > 1;
}

type FieldFilter = (field: FieldSchema) => boolean;

/** What the clause, and the function around the caret, can use. */
function fieldFilter(caret: WordCaret): FieldFilter {
  const { clause, functionName, scope } = caret;
  const fn = functionName === undefined ? undefined : functionNamed(functionName);
  const byClause = fn?.kind === 'date' || fn?.kind === 'aggregate' ? () => true : clauseFilter(clause);
  if (fn) return field => accepts(fn, field) && (fn.kind === 'location' || byClause(field));
  if (scope?.kind === 'semiJoin' && clause === 'select') return f => f.type === 'id' || f.type === 'reference';
  const grouped = clause === 'having' || clause === 'orderBy' ? groupedFields(caret) : undefined;
  return grouped ? f => byClause(f) && grouped.has(f.name.toLowerCase()) : byClause;
}

/** In lower case, the fields that a grouped query groups by: others can't be sorted or filtered by any more. */
function groupedFields({ scope, scopes, path }: WordCaret): ReadonlySet<string> | undefined {
  const keys = groupItems(scope?.node).flatMap(item => childrenOf(item, 'FieldPath'));
  if (keys.length === 0 || path.length > 0) return undefined;
  const names = keys.map(key => scopes.names(key)).filter(parts => parts.length === 1);
  return new Set(names.map(([name]) => name?.toLowerCase() ?? ''));
}

function clauseFilter(clause: WordCaret['clause']): FieldFilter {
  switch (clause) {
    case 'where':
      return f => f.filterable && f.type !== 'address';
    case 'orderBy':
      return f => f.sortable;
    case 'groupBy':
      return f => f.groupable;
    case 'having':
      return f => f.groupable;
    case 'select':
    case undefined:
      return () => true;
    default:
      return clause satisfies never;
  }
}

/** Fields that the clause names already, in lower case: they are offered last. */
function usedFields({ node, scopes, clause, path: typedPath }: WordCaret): ReadonlySet<string> {
  const used = new Set<string>();
  if (clause === 'where' || clause === 'having' || typedPath.length > 0) return used;
  let holder = node;
  while (holder.parent && !/Clause$|^ReturningItem$|^GroupingSet$/.test(holder.kind)) holder = holder.parent;
  // A list may have hundreds of items: their text is read, not their names one by one.
  for (const item of holder.children) {
    if (item.token || !listed.has(item.kind)) continue;
    const path = item.children[0];
    if (!path || path.token || path.kind !== 'FieldPath' || path === node.parent) continue;
    used.add(textOf(scopes.tree, path).toLowerCase());
  }
  return used;
}

const listed: ReadonlySet<string> = new Set(['SelectField', 'GroupItem', 'OrderItem']);

const commonFields: readonly string[] = ['Id', 'Name'];

function detailOf({ type, label, referenceTo }: FieldSchema): string {
  const shown = type === 'reference' && referenceTo.length > 0 ? `→ ${referenceTo.slice(0, 3).join(', ')}` : type;
  return `${shown} · ${label}`;
}

/** What is offered for a field, made once: a list has hundreds of them, and is asked for with every keystroke. */
interface Offer {
  readonly field: FieldSchema;
  /** The name in lower case. */
  readonly key: string;
  readonly draft: Draft;
}

function offerOf(field: FieldSchema, object: string): Offer {
  const { name } = field;
  const rank = commonFields.indexOf(name);
  const draft: Draft = {
    label: name,
    kind: 'field',
    group: field.deprecated ? 'used' : 'name',
    ...(field.deprecated ? { deprecated: true } : {}),
    ...(rank >= 0 ? { rank } : {}),
    detail: detailOf(field),
    about: { object, field: name },
  };
  return { field, key: name.toLowerCase(), draft };
}

const indexes = new WeakMap<ObjectSchema, NameIndex<Offer>>();

function indexOf(schema: ObjectSchema): NameIndex<Offer> {
  const made =
    indexes.get(schema) ??
    new NameIndex(
      schema.fields.map(field => offerOf(field, schema.name)),
      ({ field }) => field.name,
    );
  indexes.set(schema, made);
  return made;
}
