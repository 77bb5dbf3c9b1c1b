import { accepts, functionNamed } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { maxParentLevels } from '../../semantics/paths.ts';
import type { FieldSchema, ObjectSchema } from '../../semantics/schema.ts';
import { ancestor, child, textOf } from '../../syntax/tree.ts';
import type { TextEdit } from '../model.ts';
import { textBehind, type WordCaret } from './caret.ts';
import { groupedNames } from './grouped.ts';
import type { Draft, Items } from './items.ts';
import { NameIndex } from './nameIndex.ts';
import { type Rank, ranking } from './ranking.ts';

/** The fields of the object that the path has led to, as far as the clause can use them. */
export function fields(caret: WordCaret, _: Lookups, items: Items): void {
  const schema = caret.owner?.schema;
  const comma = commaBefore(caret);
  if (!schema || !(caret.roles.has('field') || comma)) return;
  const rankOf = ranking(caret);
  const { items: found, isCut } = indexOf(schema).find(caret.typed);
  const fits = fieldFilter(caret);
  for (const { field, key, draft } of found) {
    if (!fits(field)) continue;
    const item = ranked(draft, rankOf(field, key));
    items.add(comma ? { ...item, additionalEdits: [comma] } : item);
  }
  if (isCut) items.cut();
}

function ranked(draft: Draft, rank: Rank): Draft {
  if (rank === undefined) return draft;
  return { ...draft, group: rank === 'first' ? 'value' : 'used' };
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
  const grouped = seesGroups(caret) ? groupedNames(caret) : undefined;
  const dot = textBehind(caret).startsWith('.') ? '' : '.';
  for (const field of schema.fields) {
    const { relationshipName, referenceTo } = field;
    if (!relationshipName || (polymorphicOnly && !isPolymorphic(field))) continue;
    if (grouped && !grouped.has(relationshipName.toLowerCase())) continue;
    items.add({
      label: relationshipName,
      kind: 'relationship',
      group: 'relationship',
      detail: objectNames(referenceTo),
      insertText: polymorphicOnly ? relationshipName : `${relationshipName}${dot}`,
      continues: !polymorphicOnly,
      about: { object: schema.name, field: field.name },
    });
  }
}

/** The aliases that FROM declares, where a path starts. */
export function aliases(caret: WordCaret, _: Lookups, items: Items): void {
  const { scope, scopes, path, roles } = caret;
  if (!scope || path.length > 0 || !roles.has('field')) return;
  const dot = textBehind(caret).startsWith('.') ? '' : '.';
  for (const { declaration, name } of scope.aliases.values()) {
    const label = textOf(scopes.tree, declaration);
    items.add({
      label,
      kind: 'alias',
      group: 'relationship',
      detail: name,
      insertText: `${label}${dot}`,
      continues: true,
    });
  }
}

/** Whether the clause sees groups in place of rows. Inside an aggregate, rows are seen again. */
function seesGroups({ clause, functionName }: WordCaret): boolean {
  return functionName === undefined && (clause === 'select' || clause === 'having' || clause === 'orderBy');
}

function mayFollow(caret: WordCaret): boolean {
  const { roles, path, scope, clause, functionName } = caret;
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
  const grouped = clause === 'select' || !seesGroups(caret) ? undefined : groupedNames(caret);
  return grouped ? f => byClause(f) && grouped.has(f.name.toLowerCase()) : byClause;
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

export const commonFields: readonly string[] = ['Id', 'Name'];

function detailOf({ type, label, referenceTo }: FieldSchema): string {
  const shown = type === 'reference' && referenceTo.length > 0 ? `→ ${objectNames(referenceTo)}` : type;
  return `${shown} · ${label}`;
}

/** A polymorphic reference may lead to a hundred objects. */
function objectNames(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
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
  // The number of a case is its name.
  const rank = field.nameField ? commonFields.indexOf('Name') : commonFields.indexOf(name);
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
