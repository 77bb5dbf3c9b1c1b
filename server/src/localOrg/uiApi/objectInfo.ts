import { recordTypeInfos } from '../describe/object.ts';
import type { FieldDefinition, FieldType, ObjectDefinition, Schema } from '../schema/types.ts';
import type { OrgRecordType } from '../storage/recordTypes.ts';

// Objects as the UI API tells them.
// https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_object_info.htm

/** `GET /ui-api/object-info`: the objects that pages can show. */
export function objectDirectory({ objects }: Schema, version: string): object {
  const entries = objects
    .filter(({ layoutable }) => layoutable)
    .map(object => [
      object.name,
      {
        apiName: object.name,
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.labelPlural,
        nameFields: nameFields(object),
        objectInfoUrl: `/services/data/v${version}/ui-api/object-info/${object.name}`,
      },
    ]);
  return { objects: Object.fromEntries(entries) };
}

/** `GET /ui-api/object-info/{object}`. `etag`: of the org's schema, without quotes. */
export function objectInfo(
  object: ObjectDefinition,
  schema: Schema,
  { version, etag, recordTypes }: { version: string; etag: string; recordTypes: readonly OrgRecordType[] },
): object {
  const types = recordTypeInfos(object, version, recordTypes);
  return {
    apiName: object.name,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: object.childRelationships
      .filter(({ relationshipName }) => relationshipName !== null)
      .map(({ childObject, field, relationshipName }) => ({
        childObjectApiName: childObject,
        fieldName: field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName,
      })),
    compactLayoutable: object.compactLayoutable,
    createable: object.createable,
    custom: object.custom,
    defaultRecordTypeId: types.find(type => type.defaultRecordTypeMapping)?.recordTypeId ?? null,
    deletable: object.deletable,
    dependentFields: {},
    eTag: etag,
    feedEnabled: object.feedEnabled,
    fields: Object.fromEntries(object.fields.map(field => [field.name, fieldInfo(field, schema)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.layoutable,
    mruEnabled: object.mruEnabled,
    nameFields: nameFields(object),
    queryable: object.queryable,
    recordTypeInfos: Object.fromEntries(
      types.map(({ recordTypeId, available, defaultRecordTypeMapping, master, name }) => [
        recordTypeId,
        { available, defaultRecordTypeMapping, master, name, recordTypeId },
      ]),
    ),
    searchLayoutable: object.searchLayoutable,
    searchable: object.searchable,
    themeInfo: null,
    updateable: object.updateable,
  };
}

function fieldInfo(field: FieldDefinition, schema: Schema): object {
  return {
    apiName: field.name,
    calculated: field.calculated,
    compound: field.type === 'address' || field.type === 'location',
    compoundComponentName:
      field.compoundFieldName === null ? null : field.name.replace(/^(?:Billing|Shipping|Mailing|Other)/, ''),
    compoundFieldName: field.compoundFieldName,
    controllerName: field.controllerName,
    controllingFields: field.controllerName === null ? [] : [field.controllerName],
    createable: field.createable,
    custom: field.custom,
    dataType: dataTypes[field.type],
    extraTypeInfo: field.extraTypeInfo,
    filterable: field.filterable,
    filteredLookupInfo: null,
    highScaleNumber: field.highScaleNumber,
    htmlFormatted: field.htmlFormatted,
    inlineHelpText: field.inlineHelpText,
    label: field.label,
    length: field.length,
    nameField: field.nameField,
    polymorphicForeignKey: field.polymorphicForeignKey,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceTargetField: field.referenceTargetField,
    referenceToInfos: field.referenceTo.map(apiName => {
      const target = schema.object(apiName);
      return { apiName, nameFields: target === undefined ? [] : nameFields(target) };
    }),
    relationshipName: field.relationshipName,
    required: !field.nillable && !field.defaultedOnCreate && field.createable,
    scale: field.scale,
    searchPrefilterable: field.searchPrefilterable,
    sortable: field.sortable,
    unique: field.unique,
    updateable: field.updateable,
  };
}

function nameFields({ nameField, fields }: ObjectDefinition): readonly string[] {
  if (nameField === undefined) return [];
  const parts = fields.filter(({ compoundFieldName }) => compoundFieldName === nameField.name).map(({ name }) => name);
  return [...new Set([nameField.name, ...parts])];
}

const dataTypes: Record<FieldType, string> = {
  id: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  boolean: 'Boolean',
  int: 'Int',
  long: 'Long',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  reference: 'Reference',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  combobox: 'ComboBox',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  address: 'Address',
  location: 'Location',
  base64: 'Base64',
  encryptedstring: 'EncryptedString',
  anyType: 'AnyType',
  complexvalue: 'ComplexValue',
};
