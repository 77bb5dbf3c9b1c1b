import type {
  ChildRelationship,
  FieldSchema,
  FieldType,
  ObjectSchema,
  ObjectSummary,
  PicklistValue,
  RecordType,
  SchemaView,
} from '../../server/src/soql/semantics/schema.ts';

/**
 * An org written as a few lines of text. An object stands at the start of a line, its fields are indented:
 *
 *   Account "Company" 001               name, label, key prefix; `-queryable`; every object has a field Id
 *     Name string required "Account name"
 *     Rating picklist = Hot | Cold (Freezing) | -Old     values, with (label), - marks an inactive one
 *     ParentId -> Account as Parent, children ChildAccounts
 *     WhatId -> Account, Contract as What                several targets make it polymorphic
 *     Notes textarea long                                describe flags follow from the type
 *     Code__c string -filterable unique externalId       flags to take away or add
 *     City__c picklist by Country__c = Rome [Italy] | Oslo [Norway]   a dependent picklist: [values of the controlling field]
 *     Total__c double calculated formula "A__c + B__c"   flags: `deprecated` too, of objects as well
 *     scopes everything mine
 *     recordType 012000000000001AAA Partner "Partner account"   id, developer name, label; one called Master stands for none
 *   Mystery ?                           the org has it, its description is not known yet
 *
 * A line `unlisted` says that the list of objects is not known yet.
 */
export function orgOf(text: string): SchemaView {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const listed = !lines.some(line => line.trim() === 'unlisted');
  const objects = new Map<string, ObjectDraft>();
  let current: ObjectDraft | undefined;
  for (const line of lines) {
    if (line.trim() === 'unlisted') continue;
    if (/^\s/.test(line) && current) addDetail(current, line.trim());
    else {
      current = draftOf(line.trim());
      objects.set(current.summary.name.toLowerCase(), current);
    }
  }
  const children = [...objects.values()].flatMap(o => o.children);
  const schemas = new Map([...objects].filter(([, o]) => o.known).map(([key, o]) => [key, schemaOf(o, children)]));
  return {
    objects: listed ? [...objects.values()].map(o => o.summary) : undefined,
    object: name => {
      const key = name.toLowerCase();
      return schemas.get(key) ?? (listed && !objects.has(key) ? 'absent' : 'missing');
    },
  };
}

interface ObjectDraft {
  readonly summary: ObjectSummary;
  readonly known: boolean;
  readonly fields: FieldSchema[];
  readonly children: (ChildRelationship & { readonly parent: string })[];
  readonly scopes: string[];
  readonly recordTypes: RecordType[];
}

function draftOf(line: string): ObjectDraft {
  const { words, label } = split(line);
  const [name = '', ...flags] = words;
  const summary: ObjectSummary = {
    name,
    label: label ?? name,
    custom: /__\w+$/.test(name),
    queryable: !flags.includes('-queryable'),
    createable: true,
    searchable: true,
    keyPrefix: flags.find(f => /^\w{3}$/.test(f)),
    ...(flags.includes('deprecated') ? { deprecated: true } : {}),
  };
  const fields = [field('Id', 'id', [])];
  return { summary, known: !flags.includes('?'), fields, children: [], scopes: [], recordTypes: [] };
}

function addDetail(object: ObjectDraft, line: string): void {
  const [, scopes] = /^scopes (.*)$/.exec(line) ?? [];
  if (scopes) {
    object.scopes.push(...scopes.split(' '));
    return;
  }
  const [, id, developerName = '', shown] = /^recordType (\w+) (\w+)(?: "(.*)")?$/.exec(line) ?? [];
  if (id) {
    object.recordTypes.push({
      id,
      developerName,
      label: shown ?? developerName,
      active: true,
      master: developerName === 'Master',
      isDefault: false,
    });
    return;
  }
  const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const [definition = '', values] = rest.split(/ = /);
  if (definition.startsWith('->')) addReference(object, name, definition.slice(2));
  else {
    const { words, label } = split(definition);
    const [type = 'string', ...flags] = words;
    const [, controller] = / by (\w+)/.exec(definition) ?? [];
    const controlling = object.fields.find(f => f.name === controller);
    const picklistValues = (values ?? '')
      .split('|')
      .flatMap(v => (v.trim() ? [picklistValue(v.trim(), controlling)] : []));
    const isFormula = flags.includes('formula') && label;
    object.fields.push({
      ...field(name, type as FieldType, flags, isFormula ? undefined : label),
      picklistValues,
      ...(controller ? { controller } : {}),
      ...(isFormula ? { formula: label } : {}),
      ...(flags.includes('deprecated') ? { deprecated: true } : {}),
    });
  }
}

function addReference(object: ObjectDraft, name: string, definition: string): void {
  const [, targets = '', relationshipName, children, rest = ''] =
    /^([\w, ]+?)(?: as (\w+))?(?:, children (\w+))?((?: -?[a-z]\w*)*)$/.exec(definition.trim()) ?? [];
  const referenceTo = targets.split(',').map(t => t.trim());
  object.fields.push({
    ...field(name, 'reference', rest.trim().split(' ')),
    referenceTo,
    relationshipName,
    namePointing: referenceTo.length > 1,
  });
  if (!children) return;
  for (const parent of referenceTo) {
    object.children.push({ parent, relationshipName: children, childObject: object.summary.name, field: name });
  }
}

function split(line: string): { words: string[]; label: string | undefined } {
  const [, label] = /"([^"]*)"/.exec(line) ?? [];
  return {
    words: line
      .replace(/"[^"]*"/, '')
      .split(/\s+/)
      .filter(Boolean),
    label,
  };
}

function picklistValue(text: string, controlling: FieldSchema | undefined): PicklistValue {
  const [, inactive, value = '', label, valid] =
    /^(-?)([^([]*?)(?:\s*\(([^)]*)\))?(?:\s*\[([^\]]*)\])?$/.exec(text) ?? [];
  const known = controlling?.type === 'boolean' ? ['FALSE', 'TRUE'] : controlling?.picklistValues.map(v => v.value);
  const validFor = valid?.split(',').map(v => known?.indexOf(v.trim()) ?? -1);
  return { value, label: label ?? value, active: inactive === '', ...(validFor ? { validFor } : {}) };
}

const nowhere: ReadonlySet<string> = new Set(['base64', 'encryptedstring', 'anyType', 'location', 'complexvalue']);
const unsortable: ReadonlySet<string> = new Set([...nowhere, 'multipicklist', 'address']);
const ungroupable: ReadonlySet<string> = new Set([...unsortable, 'double', 'currency', 'percent', 'datetime', 'time']);
const unaggregatable: ReadonlySet<string> = new Set([...unsortable, 'boolean', 'time']);

function field(name: string, type: FieldType, flags: readonly string[], label?: string): FieldSchema {
  const isLong = flags.includes('long');
  const flag = (key: string, byType: boolean) =>
    flags.includes(key) || (byType && !isLong && !flags.includes(`-${key}`));
  return {
    name,
    label: label ?? name,
    type,
    length: type === 'textarea' && isLong ? 32768 : 255,
    custom: name.endsWith('__c'),
    nillable: type !== 'id' && type !== 'boolean' && !flags.includes('required'),
    filterable: flag('filterable', !nowhere.has(type)),
    sortable: flag('sortable', !unsortable.has(type)),
    groupable: flag('groupable', !ungroupable.has(type)),
    aggregatable: flag('aggregatable', !unaggregatable.has(type)),
    createable: !flags.includes('-createable'),
    defaultedOnCreate: type === 'id' || type === 'boolean' || flags.includes('defaulted'),
    updateable: !flags.includes('-updateable'),
    idLookup: flags.includes('idLookup'),
    unique: flags.includes('unique'),
    externalId: flags.includes('externalId'),
    calculated: flags.includes('calculated'),
    nameField: flags.includes('nameField'),
    namePointing: false,
    referenceTo: [],
    relationshipName: undefined,
    restrictedPicklist: flags.includes('restricted'),
    picklistValues: [],
    helpText: undefined,
  };
}

function schemaOf(
  { summary, fields, scopes, recordTypes }: ObjectDraft,
  children: readonly ObjectDraft['children'][number][],
): ObjectSchema {
  const own = children.filter(c => c.parent === summary.name);
  const { name, label, custom, keyPrefix, queryable } = summary;
  const lookup = <T>(items: readonly T[], key: (item: T) => string | undefined) => {
    const index = new Map(items.map(item => [key(item)?.toLowerCase(), item]));
    return (wanted: string) => index.get(wanted.toLowerCase());
  };
  return {
    name,
    label,
    labelPlural: `${label}s`,
    custom,
    keyPrefix,
    queryable,
    fields,
    field: lookup(fields, f => f.name),
    relationship: lookup(fields, f => f.relationshipName),
    childRelationships: own,
    childRelationship: lookup(own, c => c.relationshipName),
    supportedScopes: scopes.map(s => ({ name: s, label: s })),
    recordTypes,
    ...(summary.deprecated ? { deprecated: true } : {}),
  };
}
