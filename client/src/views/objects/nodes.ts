// What the Objects view shows, as plain data: labels, icons and order. No 'vscode' here.
import type * as vscode from 'vscode';
import type { FieldItem, ObjectItem } from '../../../../server/src/protocol/schema.ts';

export interface GroupNode {
  readonly kind: 'group';
  readonly id: 'standard' | 'custom';
  readonly objects: readonly ObjectItem[];
}
export interface ObjectNode {
  readonly kind: 'object';
  readonly object: ObjectItem;
}
export interface FieldNode {
  readonly kind: 'field';
  readonly object: ObjectItem;
  readonly field: FieldItem;
}
export type SchemaNode = GroupNode | ObjectNode | FieldNode;

export interface NodeLook {
  readonly label: string;
  readonly description: string;
  /** Codicon name. */
  readonly icon: string;
  /** Markdown. */
  readonly tooltip: string;
}

type Words = Pick<typeof vscode.l10n, 't'>;

/** By name. What a filter leaves is one list: a group that the user has closed would hide it. */
export function objectNodes(objects: readonly ObjectItem[], filter: string, grouped: boolean): readonly SchemaNode[] {
  const shown = objects.filter(object => matches(object, filter)).sort((a, b) => byName(a, b));
  if (!grouped || filter.trim()) return shown.map(object => ({ kind: 'object', object }));
  const groups: readonly GroupNode[] = [
    { kind: 'group', id: 'custom', objects: shown.filter(({ custom }) => custom) },
    { kind: 'group', id: 'standard', objects: shown.filter(({ custom }) => !custom) },
  ];
  return groups.filter(group => group.objects.length > 0);
}

/** Id first, then the name field, then the others by name. */
export function fieldNodes(object: ObjectItem, fields: readonly FieldItem[]): readonly FieldNode[] {
  const rank = (field: FieldItem) => (field.type === 'id' ? 0 : field.nameField ? 1 : 2);
  const sorted = [...fields].sort((a, b) => rank(a) - rank(b) || byName(a, b));
  return sorted.map(field => ({ kind: 'field', object, field }));
}

export function lookOf(node: SchemaNode, words: Words): NodeLook {
  switch (node.kind) {
    case 'group':
      return {
        label: node.id === 'custom' ? words.t('Custom') : words.t('Standard'),
        description: String(node.objects.length),
        icon: 'folder',
        tooltip: '',
      };
    case 'object':
      return lookOfObject(node.object, words);
    case 'field':
      return lookOfField(node.field, words);
    default:
      return node satisfies never;
  }
}

function lookOfObject(object: ObjectItem, words: Words): NodeLook {
  const facts = [
    object.custom ? words.t('Custom object') : words.t('Standard object'),
    ...(object.keyPrefix ? [words.t('key prefix {0}', `\`${object.keyPrefix}\``)] : []),
    ...(object.queryable ? [] : [words.t('not queryable')]),
  ];
  return {
    label: object.name,
    description: object.label === object.name ? '' : object.label,
    icon: object.custom ? 'symbol-class' : 'symbol-structure',
    tooltip: `**${plain(object.label)}** \`${object.name}\`\n\n${facts.join(' · ')}`,
  };
}

function lookOfField(field: FieldItem, words: Words): NodeLook {
  const flags = [
    ...(field.nillable ? [] : [words.t('required')]),
    ...(field.unique ? [words.t('unique')] : []),
    ...(field.externalId ? [words.t('external id')] : []),
    ...(field.calculated ? [words.t('formula')] : []),
  ];
  const type = typeOf(field);
  const relationship = field.relationshipName
    ? [words.t('Relationship {0} to {1}', `\`${field.relationshipName}\``, field.referenceTo.join(', '))]
    : [];
  return {
    label: field.name,
    description: type,
    icon: FIELD_ICONS[field.type] ?? 'symbol-field',
    tooltip: [`**${plain(field.label)}** \`${field.name}\``, [type, ...flags].join(' · '), ...relationship].join(
      '\n\n',
    ),
  };
}

/** `string(80)`, `reference(Account)`; a reference to many objects counts them. */
function typeOf({ type, length, referenceTo }: FieldItem): string {
  if (referenceTo.length > 2) return `${type}(${referenceTo.length})`;
  if (referenceTo.length > 0) return `${type}(${referenceTo.join(', ')})`;
  return length > 0 && LENGTH_MATTERS.includes(type) ? `${type}(${length})` : type;
}

const LENGTH_MATTERS: readonly string[] = ['string', 'textarea', 'encryptedstring'];

/** By the field types of Describe: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm */
const FIELD_ICONS: Readonly<Record<string, string>> = {
  id: 'key',
  reference: 'references',
  string: 'symbol-string',
  textarea: 'symbol-text',
  encryptedstring: 'lock',
  picklist: 'symbol-enum',
  multipicklist: 'symbol-enum',
  combobox: 'symbol-enum',
  boolean: 'symbol-boolean',
  int: 'symbol-number',
  double: 'symbol-number',
  long: 'symbol-number',
  currency: 'symbol-number',
  percent: 'symbol-number',
  date: 'calendar',
  datetime: 'calendar',
  time: 'watch',
  email: 'mail',
  phone: 'device-mobile',
  url: 'link',
  address: 'location',
  location: 'location',
  base64: 'file-binary',
  anyType: 'symbol-misc',
};

/** A label is free text: in Markdown it must stay text. */
const plain = (label: string) => label.replace(/[\\`*_{}[\]()<>#+.!|~-]/g, '\\$&');

const matches = ({ name, label }: ObjectItem, filter: string) =>
  `${name}\n${label}`.toLowerCase().includes(filter.trim().toLowerCase());

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name.localeCompare(b.name, 'en', { sensitivity: 'base' });
