import type { FieldDefinition, ObjectDefinition, Schema } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { insertRow, type Row } from '../storage/rows.ts';

/**
 * Writes the org's own schema into the tables behind EntityDefinition and FieldDefinition, so that the query engine
 * runs on it as on any other data.
 * @param described the org's schema; that of `tooling` holds the tables
 */
export function fillDefinitions(tooling: OrgDatabase, described: Schema): void {
  const entities = tooling.schema.object('EntityDefinition')!;
  const fields = tooling.schema.object('FieldDefinition')!;
  tooling.transaction(() => {
    tooling.sqlite.exec('DELETE FROM EntityDefinition; DELETE FROM FieldDefinition');
    for (const object of described.objects) {
      insertRow(tooling, entities, entityRow(object));
      for (const field of object.fields) insertRow(tooling, fields, fieldRow(object, field));
    }
  });
}

const bit = (value: boolean): number => (value ? 1 : 0);

function entityRow(object: ObjectDefinition): Row {
  const { name, label } = object;
  return {
    Id: name,
    DurableId: name,
    QualifiedApiName: name,
    NamespacePrefix: null,
    DeveloperName: name.replace(/__c$/, ''),
    MasterLabel: label,
    Label: label,
    PluralLabel: object.labelPlural,
    KeyPrefix: object.keyPrefix,
    IsCustomSetting: bit(object.customSetting),
    IsApexTriggerable: bit(object.triggerable),
    IsCompactLayoutable: bit(object.compactLayoutable),
    IsDeprecatedAndHidden: bit(object.deprecatedAndHidden),
    IsReplicateable: bit(object.replicateable),
    IsRetrieveable: bit(object.retrieveable),
    IsSearchLayoutable: bit(object.searchLayoutable),
    IsSearchable: bit(object.searchable),
    IsTriggerable: bit(object.triggerable),
    IsEverCreatable: bit(object.createable),
    IsEverUpdatable: bit(object.updateable),
    IsEverDeletable: bit(object.deletable),
    IsFeedEnabled: bit(object.feedEnabled),
    IsQueryable: bit(object.queryable),
    IsMruEnabled: bit(object.mruEnabled),
    IsLayoutable: bit(object.layoutable),
  };
}

function fieldRow(object: ObjectDefinition, field: FieldDefinition): Row {
  const { name, label } = field;
  const durableId = `${object.name}.${name}`;
  return {
    Id: durableId,
    DurableId: durableId,
    QualifiedApiName: name,
    EntityDefinitionId: object.name,
    NamespacePrefix: null,
    DeveloperName: name.replace(/__c$/, ''),
    MasterLabel: label,
    Label: label,
    DataType: dataType(field),
    ValueTypeId: field.type,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    RelationshipName: field.relationshipName,
    ReferenceTargetField: field.referenceTargetField,
    IsApiFilterable: bit(field.filterable),
    IsApiSortable: bit(field.sortable),
    IsApiGroupable: bit(field.groupable),
    IsCalculated: bit(field.calculated),
    IsCompound: bit(field.type === 'address' || field.type === 'location'),
    IsHighScaleNumber: bit(field.highScaleNumber),
    IsHtmlFormatted: bit(field.htmlFormatted),
    IsIndexed: bit(field.idLookup || field.externalId || field.unique || field.type === 'reference'),
    IsNameField: bit(field.nameField),
    IsNillable: bit(field.nillable),
    IsPolymorphicForeignKey: bit(field.polymorphicForeignKey),
  };
}

const plainNames: Partial<Record<FieldDefinition['type'], string>> = {
  id: 'Lookup()',
  boolean: 'Checkbox',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  email: 'Email',
  phone: 'Phone',
  address: 'Address',
  location: 'Geolocation',
};

const formulaNames: Partial<Record<FieldDefinition['type'], string>> = {
  boolean: 'Checkbox',
  currency: 'Currency',
  date: 'Date',
  datetime: 'Date/Time',
  double: 'Number',
  percent: 'Percent',
  time: 'Time',
};

/** The type in the words of Setup. */
function dataType(field: FieldDefinition): string {
  const { type, length, precision, scale, referenceTo } = field;
  const name = plainNames[type];
  if (field.autoNumber) return 'Auto Number';
  if (field.summary !== null) return `Roll-Up Summary (${field.summary.summaryOperation.toUpperCase()})`;
  if (field.calculatedFormula !== null) return `Formula (${formulaNames[type] ?? 'Text'})`;
  if (name !== undefined) return name;
  switch (type) {
    case 'reference':
      return `${field.relationshipOrder !== null ? 'Master-Detail' : 'Lookup'}(${referenceTo.join(',')})`;
    case 'textarea':
      return length > 255 ? `Long Text Area(${length})` : `Text Area(${length})`;
    case 'double':
    case 'currency':
    case 'percent': {
      const word = { double: 'Number', currency: 'Currency', percent: 'Percent' }[type];
      return `${word}(${precision - scale}, ${scale})`;
    }
    case 'int':
    case 'long':
      return `Number(${field.digits}, 0)`;
    case 'url':
      return `URL(${length})`;
    default:
      return `Text(${length})`;
  }
}
