import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { id18 } from '../storage/ids.ts';
import type { OrgRecordType } from '../storage/recordTypes.ts';
import { describeField, recordTypeInfos } from './object.ts';

// Pages that show a record. The local org has one layout an object, made of its fields, for every record type.

/** `GET …/sobjects/{object}/describe/layouts`. */
export function describeLayouts(object: ObjectDefinition, version: string, recordTypes: readonly OrgRecordType[]) {
  return {
    layouts: [pageLayout(object)],
    recordTypeMappings: recordTypeInfos(object, version, recordTypes).map(type => ({
      ...type,
      layoutId: layoutId(object),
      picklistsForRecordType: null,
    })),
    recordTypeSelectorRequired: [recordTypes.length > 1],
  };
}

/** One layout, as `layouts` lists it and `layouts/{recordTypeId}` answers. */
export function pageLayout(object: ObjectDefinition): object {
  const shown = object.fields.filter(({ type, compoundFieldName }) => type !== 'id' && compoundFieldName === null);
  return {
    buttonLayoutSection: { detailButtons: [] },
    detailLayoutSections: [section(object, 'detail', shown)],
    editLayoutSections: [
      section(
        object,
        'edit',
        shown.filter(field => field.createable || field.updateable),
      ),
    ],
    feedView: null,
    highlightsPanelLayoutSection: null,
    id: layoutId(object),
    multirowEditLayoutSections: [],
    offlineLinks: [],
    quickActionList: { quickActionListItems: [] },
    relatedContent: null,
    relatedLists: object.childRelationships
      .filter(({ relationshipName }) => relationshipName !== null)
      .map(({ childObject, field, relationshipName }) => ({
        buttons: [],
        columns: [],
        custom: false,
        field,
        label: relationshipName,
        limitRows: 5,
        name: relationshipName,
        sobject: childObject,
        sort: [],
      })),
    saveOptions: [],
  };
}

/** `GET …/sobjects/{object}/describe/compactLayouts`: the one that every object has. */
export function describeCompactLayouts(
  object: ObjectDefinition,
  version: string,
  recordTypes: readonly OrgRecordType[],
) {
  return {
    compactLayouts: [compactLayout(object)],
    defaultCompactLayoutId: null,
    recordTypeCompactLayoutMappings: recordTypeInfos(object, version, recordTypes).map(type => ({
      available: type.available,
      compactLayoutId: null,
      compactLayoutName: 'SYSTEM',
      recordTypeId: type.recordTypeId,
      recordTypeName: type.developerName,
      urls: { compactLayout: `${compactLayouts(object, version)}/${type.recordTypeId}` },
    })),
    urls: { primary: `${compactLayouts(object, version)}/primary` },
  };
}

/** `GET …/compactLayouts/primary`, and of each record type. */
export function compactLayout({ name: objectType, nameField }: ObjectDefinition): object {
  return {
    actions: [],
    fieldItems: nameField === undefined ? [] : [layoutItem(nameField, 0)],
    id: null,
    imageItems: [],
    label: 'System Default',
    name: 'SYSTEM',
    objectType,
  };
}

function compactLayouts(object: ObjectDefinition, version: string): string {
  return `/services/data/v${version}/sobjects/${object.name}/describe/compactLayouts`;
}

function section(object: ObjectDefinition, kind: string, fields: readonly FieldDefinition[]): object {
  const rows = Array.from({ length: Math.ceil(fields.length / 2) }, (_, row) => fields.slice(row * 2, row * 2 + 2));
  return {
    collapsed: false,
    columns: 2,
    heading: `${object.label} Information`,
    layoutRows: rows.map((pair, row) => ({
      layoutItems: pair.map((field, column) => layoutItem(field, row * 2 + column)),
      numItems: pair.length,
    })),
    layoutSectionId: layoutId(object),
    parentLayoutId: layoutId(object),
    rows: rows.length,
    tabOrder: 'leftToRight',
    useCollapsibleSection: false,
    useHeading: kind === 'detail',
  };
}

function layoutItem(field: FieldDefinition, place: number): object {
  return {
    editableForNew: field.createable,
    editableForUpdate: field.updateable,
    label: field.label,
    layoutComponents: [
      { details: describeField(field), displayLines: 1, tabOrder: place + 1, type: 'Field', value: field.name },
    ],
    placeholder: false,
    required: !field.nillable && !field.defaultedOnCreate && field.createable,
  };
}

/** 18 characters; there are no records behind such ids here. */
function layoutId({ keyPrefix }: ObjectDefinition): string {
  return id18(`00hLo0000000${keyPrefix ?? '000'}`);
}
