import type { FieldSchema, FieldType, ObjectSchema } from './schema.ts';

// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm
const fieldTypes: Readonly<Record<string, FieldType>> = {
  Id: 'id',
  Name: 'string',
  FirstName: 'string',
  LastName: 'string',
  Alias: 'string',
  Email: 'email',
  IsActive: 'boolean',
  Phone: 'phone',
  ProfileId: 'reference',
  RecordTypeId: 'reference',
  Title: 'string',
  Type: 'picklist',
  Username: 'string',
  UserRoleId: 'reference',
};

const relationships: Readonly<Record<string, string>> = {
  ProfileId: 'Profile',
  RecordTypeId: 'RecordType',
  UserRoleId: 'UserRole',
};

const fields = Object.entries(fieldTypes).map(([name, type]) => nameField(name, type));
const byName = new Map(fields.map(f => [f.name.toLowerCase(), f]));
const byRelationship = new Map(fields.map(f => [f.relationshipName?.toLowerCase(), f]));

/** What every target of a polymorphic relationship can be asked for, for orgs whose describe has no `Name` object. */
export const nameObject: ObjectSchema = {
  name: 'Name',
  label: 'Name',
  labelPlural: 'Names',
  custom: false,
  keyPrefix: undefined,
  queryable: false,
  fields,
  field: name => byName.get(name.toLowerCase()),
  relationship: name => byRelationship.get(name.toLowerCase()),
  childRelationships: [],
  childRelationship: () => undefined,
  supportedScopes: [],
  recordTypes: [],
};

function nameField(name: string, type: FieldType): FieldSchema {
  const target = relationships[name];
  return {
    name,
    label: name,
    type,
    length: 0,
    custom: false,
    nillable: true,
    filterable: true,
    sortable: true,
    groupable: true,
    aggregatable: type !== 'boolean',
    createable: false,
    defaultedOnCreate: false,
    updateable: false,
    idLookup: false,
    unique: false,
    externalId: false,
    calculated: false,
    nameField: name === 'Name',
    namePointing: false,
    referenceTo: target ? [target] : [],
    relationshipName: target,
    restrictedPicklist: false,
    picklistValues: [],
    helpText: undefined,
  };
}
