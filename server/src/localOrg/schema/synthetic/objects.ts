import { createRandom, type Random } from '../../random.ts';
import { lookup, masterDetail, picklist, readOnly, recordName, required, text } from '../notation.ts';
import {
  auditFields,
  idFields,
  isDeleted,
  lastActivityDate,
  owner,
  systemModstamp,
  viewedFields,
} from '../standard/systemFields.ts';
import type { FieldSource, ObjectSource } from '../types.ts';
import { syntheticFields } from './fields.ts';
import { namespaces, objectModifiers, objectNouns } from './vocabulary.ts';

export const mostSyntheticObjects = objectModifiers.length * objectNouns.length;

/** The place of the object with 800 fields. With `--rows`, few rows come that far; it comes last of the plain ones. */
const widePlace = 9;
const wideFields = 800;

/**
 * The objects of a made-up org: custom objects of 25 to 75 fields, a third of them in a managed package's namespace,
 * with lookups and master-details to standard objects and to one another; to some of them the objects that keep their
 * sharing and history; and custom metadata types. The tenth has 800 fields. The same number gives the same objects, and a
 * larger one those and more.
 * @param count up to `mostSyntheticObjects`
 */
export function syntheticObjects(count: number): readonly ObjectSource[] {
  const objects: ObjectSource[] = [];
  const parents: ObjectSource[] = [];
  for (let place = 0; objects.length < count; place++) {
    const random = createRandom(place + 1);
    const names = namesOf(place, random);
    const keyPrefix = (): string => prefixOf(objects.length);
    if (place > widePlace && random.chance(0.06)) {
      objects.push(metadataType(names, keyPrefix(), random));
      continue;
    }
    const object = customObject(names, keyPrefix(), { random, parents, isWide: place === widePlace });
    objects.push(object);
    parents.push(object);
    if (place <= widePlace) continue;
    if (objects.length < count && random.chance(0.15)) objects.push(historyOf(object, names, keyPrefix()));
    const isShared = object.fields.some(({ name }) => name === 'OwnerId');
    if (objects.length < count && isShared && random.chance(0.2)) objects.push(shareOf(object, names, keyPrefix()));
  }
  return objects;
}

interface Names {
  /** `bill__` or nothing. */
  readonly namespace: string;
  /** `Approval_Invoice` */
  readonly own: string;
}

/** The first ones are the org's own. */
function namesOf(place: number, random: Random): Names {
  const noun = objectNouns[place % objectNouns.length]!;
  const modifier = objectModifiers[Math.floor(place / objectNouns.length)]!;
  const namespace = place > widePlace && random.chance(0.33) ? `${random.pick(namespaces)}__` : '';
  return { namespace, own: modifier === '' ? noun : `${modifier}_${noun}` };
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `aA0` and on: those of the sample objects begin with `a0`. */
function prefixOf(index: number): string {
  const number = index + 10 * digits.length;
  const last = digits.charAt(number % digits.length);
  return `a${digits.charAt(Math.floor(number / digits.length))}${last}`;
}

interface Making {
  readonly random: Random;
  /** The custom objects before this one. */
  readonly parents: readonly ObjectSource[];
  readonly isWide: boolean;
}

function customObject({ namespace, own }: Names, keyPrefix: string, { random, parents, isWide }: Making): ObjectSource {
  const references = referencesOf({ namespace, own }, random, parents);
  const isDetail = references.some(({ cascadeDelete }) => cascadeDelete);
  const system = [
    ...idFields('Record'),
    random.chance(0.3)
      ? recordNumber(own)
      : recordName(80, { nillable: true, defaultedOnCreate: true, idLookup: true }),
    ...(isDetail ? [] : [owner(['Group', 'User'])]),
    ...auditFields,
    ...(random.chance(0.4) ? [lastActivityDate, ...viewedFields] : []),
    ...references,
  ];
  const count = isWide ? wideFields - system.length : random.int(16, 60);
  const fields = [...system, ...syntheticFields(namespace, isWide ? 0 : 20 * random.int(0, 30), count)];
  return { name: `${namespace}${own}__c`, ...labels(own), keyPrefix, fields };
}

function labels(own: string): Pick<ObjectSource, 'label' | 'labelPlural'> {
  const label = own.replaceAll('_', ' ');
  return { label, labelPlural: `${label}s` };
}

function recordNumber(own: string): FieldSource {
  return text('Name', 80, {
    ...required,
    ...readOnly,
    nameField: true,
    autoNumber: true,
    autoNumberFormat: `${own.charAt(0)}-{000000}`,
    defaultedOnCreate: true,
    groupable: false,
    idLookup: true,
  });
}

const standardParents = ['Account', 'Account', 'Contact', 'User', 'Opportunity', 'Product2', 'Case', 'Campaign'];

/** One to four references, each to another object; the first may be a master. */
function referencesOf({ namespace, own }: Names, random: Random, parents: readonly ObjectSource[]): FieldSource[] {
  const targets = new Set<string>();
  for (let count = random.int(1, 4); count > 0; count--) {
    const isCustom = parents.length > 0 && random.chance(0.5);
    targets.add(isCustom ? random.pick(parents).name : random.pick(standardParents));
  }
  const hasMaster = random.chance(0.2);
  return [...targets].map((target, index) => {
    const name = `${namespace}${target.replace(/^[a-z]+__/, '').replace(/__c$/, '')}`;
    const children = `${namespace}${own}s__r`;
    if (index === 0 && hasMaster && target !== 'User')
      return masterDetail(`${name}__c`, `${name}__r`, target, children);
    return lookup(`${name}__c`, `${name}__r`, [target], children);
  });
}

const kept = { createable: false, updateable: false, layoutable: false, searchable: false, mruEnabled: false } as const;

function historyOf(object: ObjectSource, { namespace, own }: Names, keyPrefix: string): ObjectSource {
  const value = (name: string): FieldSource => ({ name, type: 'anyType', ...readOnly });
  return {
    ...kept,
    name: `${namespace}${own}__History`,
    label: `History: ${object.label}`,
    labelPlural: `History: ${object.label}`,
    keyPrefix,
    undeletable: false,
    triggerable: false,
    supportedScopes: [],
    fields: [
      { name: 'Id', type: 'id' },
      isDeleted,
      lookup('ParentId', 'Parent', [object.name], 'Histories', { ...readOnly, ...cascading }),
      ...auditFields.filter(({ name }) => name.startsWith('Created')),
      picklist('Field', ['created', 'Name', 'Owner'], { ...readOnly, length: 255 }),
      picklist('DataType', ['Text', 'EntityId'], { ...readOnly, length: 40 }),
      value('OldValue'),
      value('NewValue'),
    ],
  };
}

/** It goes along with its parent. */
const cascading = { nillable: false, cascadeDelete: true, onParentDelete: 'cascade' } as const;

function shareOf(object: ObjectSource, { namespace, own }: Names, keyPrefix: string): ObjectSource {
  return {
    ...kept,
    createable: true,
    updateable: true,
    name: `${namespace}${own}__Share`,
    label: `Share: ${object.label}`,
    labelPlural: `Share: ${object.label}`,
    keyPrefix,
    undeletable: false,
    triggerable: false,
    supportedScopes: [],
    fields: [
      { name: 'Id', type: 'id' },
      lookup('ParentId', 'Parent', [object.name], 'Shares', { updateable: false, ...cascading }),
      lookup('UserOrGroupId', 'UserOrGroup', ['Group', 'User'], null, { ...required, updateable: false }),
      picklist('AccessLevel', ['Read', 'Edit', 'All'], { ...required, restrictedPicklist: true }),
      picklist('RowCause', ['Owner', 'Manual', 'Rule'], { updateable: false, restrictedPicklist: true }),
      ...auditFields.filter(({ name }) => name.startsWith('LastModified')),
      isDeleted,
    ],
  };
}

function metadataType({ namespace, own }: Names, keyPrefix: string, random: Random): ObjectSource {
  const name = (fieldName: string, length: number): FieldSource =>
    text(fieldName, length, { ...required, ...readOnly });
  return {
    ...kept,
    name: `${namespace}${own}__mdt`,
    ...labels(own),
    keyPrefix: `m${keyPrefix.slice(1)}`,
    custom: true,
    deletable: false,
    undeletable: false,
    triggerable: false,
    fields: [
      { name: 'Id', type: 'id' },
      name('DeveloperName', 40),
      text('MasterLabel', 40, { ...required, ...readOnly, nameField: true }),
      picklist('Language', ['en_US'], { ...required, ...readOnly, restrictedPicklist: true }),
      text('NamespacePrefix', 15, readOnly),
      name('Label', 40),
      name('QualifiedApiName', 70),
      systemModstamp,
      ...syntheticFields(namespace, 20 * random.int(0, 30), random.int(2, 10)).map(field => ({
        ...field,
        ...readOnly,
      })),
    ],
  };
}
