// How the nodes of the Objects view look: labels, icons and tooltips. No 'vscode' here.
import type * as vscode from 'vscode';
import type { FieldItem, ObjectItem } from '../../../../server/src/protocol/schema.ts';
import type { Group } from './groups.ts';
import type { SchemaNode } from './nodes.ts';

export interface NodeLook {
  readonly label: string;
  readonly description: string;
  /** Codicon name. */
  readonly icon: string;
  /** Markdown. */
  readonly tooltip: string;
}

type Words = Pick<typeof vscode.l10n, 't'>;

export function lookOf(node: SchemaNode, words: Words): NodeLook {
  switch (node.kind) {
    case 'group':
      return { ...plainLook(groupLabel(node, words), String(node.objects.length)), icon: GROUP_ICONS[node.group] };
    case 'object':
      return lookOfObject(node.object, words);
    case 'field':
      return lookOfField(node.field, words);
    case 'children':
      return { ...plainLook(words.t('Child relationships'), String(node.children.length)), icon: 'type-hierarchy-sub' };
    case 'child':
      return {
        ...plainLook(node.child.relationshipName, `${node.child.childObject}.${node.child.field}`),
        icon: 'references',
      };
    case 'recordTypes':
      return { ...plainLook(words.t('Record types'), String(node.recordTypes.length)), icon: 'layers' };
    case 'recordType': {
      const { developerName, label, active, isDefault } = node.recordType;
      const marks = [...(isDefault ? [words.t('default')] : []), ...(active ? [] : [words.t('inactive')])];
      return { ...plainLook(developerName, differing([label], developerName, marks)), icon: 'layers' };
    }
    case 'picklistValue':
      return {
        ...plainLook(node.value.value, differing([node.value.label], node.value.value)),
        icon: 'symbol-enum-member',
      };
    case 'more':
      return { ...plainLook(words.t('{0} more: type more of the name', node.hidden), ''), icon: 'ellipsis' };
    default:
      return node satisfies never;
  }
}

const plainLook = (label: string, description: string) => ({ label, description, tooltip: '' });

/** The label where it is not the name, and marks. */
const differing = (labels: readonly string[], name: string, marks: readonly string[] = []) =>
  [...labels.filter(label => label !== name), ...marks].join(' · ');

function groupLabel({ group, namespace }: Group, words: Words): string {
  switch (group) {
    case 'favorites':
      return words.t('Favorites');
    case 'recent':
      return words.t('Recent');
    case 'custom':
      return words.t('Custom');
    case 'standard':
      return words.t('Standard');
    case 'namespace':
      return words.t('Package {0}', namespace ?? '');
    case 'events':
      return words.t('Events');
    case 'metadataTypes':
      return words.t('Custom metadata types');
    case 'external':
      return words.t('External objects');
    case 'bigObjects':
      return words.t('Big objects');
    case 'system':
      return words.t('Sharing, history and feeds');
    default:
      return group satisfies never;
  }
}

const GROUP_ICONS: Readonly<Record<Group['group'], string>> = {
  favorites: 'star-full',
  recent: 'history',
  custom: 'folder',
  standard: 'folder',
  namespace: 'package',
  events: 'broadcast',
  metadataTypes: 'settings-gear',
  external: 'cloud',
  bigObjects: 'database',
  system: 'folder',
};

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
  const type = typeOf(field);
  const marks = marksOf(field, words);
  const relationship = field.relationshipName
    ? [words.t('Relationship {0} to {1}', `\`${field.relationshipName}\``, field.referenceTo.join(', '))]
    : [];
  const help = field.helpText ? [`_${plain(field.helpText)}_`] : [];
  return {
    label: field.name,
    description: [type, ...marks].join(' · '),
    icon: field.calculated ? 'symbol-operator' : (FIELD_ICONS[field.type] ?? 'symbol-field'),
    tooltip: [
      `**${plain(field.label)}** \`${field.name}\``,
      [type, ...marks].join(' · '),
      ...relationship,
      ...help,
    ].join('\n\n'),
  };
}

const marksOf = (field: FieldItem, words: Words): string[] => [
  ...(field.required ? [words.t('required')] : []),
  ...(field.unique ? [words.t('unique')] : []),
  ...(field.externalId ? [words.t('external id')] : []),
  ...(field.calculated ? [words.t('formula')] : []),
];

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
