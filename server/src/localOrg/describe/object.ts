import type { ChildRelationship, FieldDefinition, FieldDescribe, ObjectDefinition } from '../schema/types.ts';
import { masterRecordType, type OrgRecordType } from '../storage/recordTypes.ts';
import { sortedKeys } from './sortedKeys.ts';
import { objectSummary, objectUrls } from './summary.ts';

/**
 * The answer of `GET …/sobjects/{object}/describe`: 45 keys, and 57 for each field.
 * `version` as in `59.0`; `origin` is the org's own, for the links into its pages; `recordTypes` without the master.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
 */
export function describeObject(
  object: ObjectDefinition,
  { version, origin, recordTypes }: { version: string; origin: string; recordTypes: readonly OrgRecordType[] },
): Record<string, unknown> {
  return sortedKeys({
    ...objectSummary(object, version),
    actionOverrides: [],
    childRelationships: object.childRelationships.map(describeChild),
    compactLayoutable: object.compactLayoutable,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(object, version, recordTypes),
    searchLayoutable: object.searchLayoutable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: object.supportedScopes,
    urls: { ...objectUrls(object, version), ...pageUrls(object, origin) },
  });
}

/** A field with its 57 properties. */
export function describeField(field: FieldDefinition): FieldDescribe {
  const {
    autoNumberFormat,
    childRelationshipName,
    generatedAs,
    onParentDelete,
    summary,
    trackHistory,
    computedAs,
    ...described
  } = field;
  return sortedKeys(described);
}

function describeChild({ childObject, field, relationshipName, onParentDelete }: ChildRelationship): object {
  return {
    cascadeDelete: onParentDelete === 'cascade',
    childSObject: childObject,
    deprecatedAndHidden: false,
    field,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName,
    restrictedDelete: onParentDelete === 'restrict',
  };
}

/** One of the `recordTypeInfos` of a describe. */
export interface DescribedRecordType {
  readonly active: boolean;
  readonly available: boolean;
  readonly defaultRecordTypeMapping: boolean;
  readonly developerName: string;
  readonly master: boolean;
  readonly name: string;
  readonly recordTypeId: string;
  readonly urls: { readonly layout: string };
}

/** The master always comes last; it is the default of objects that have no other. */
export function recordTypeInfos(
  object: ObjectDefinition,
  version: string,
  recordTypes: readonly OrgRecordType[],
): readonly DescribedRecordType[] {
  if (!object.layoutable || !object.searchLayoutable) return [];
  const isDefault = !recordTypes.some(type => type.isDefault);
  const master = {
    id: masterRecordType,
    name: 'Master',
    developerName: 'Master',
    active: true,
    available: true,
    isDefault,
  };
  return [...recordTypes, master].map(type => ({
    active: type.active,
    available: type.available,
    defaultRecordTypeMapping: type.isDefault,
    developerName: type.developerName,
    master: type === master,
    name: type.name,
    recordTypeId: type.id,
    urls: { layout: `/services/data/v${version}/sobjects/${object.name}/describe/layouts/${type.id}` },
  }));
}

function pageUrls({ layoutable, createable, keyPrefix }: ObjectDefinition, origin: string): Record<string, string> {
  if (!layoutable || !createable) return {};
  return {
    uiDetailTemplate: `${origin}/{ID}`,
    uiEditTemplate: `${origin}/{ID}/e`,
    uiNewRecord: `${origin}/${keyPrefix}/e`,
  };
}
