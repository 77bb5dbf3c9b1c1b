import type { ObjectDefinition, Schema } from '../schema/types.ts';
import { sortedKeys } from './sortedKeys.ts';

/**
 * The answer of `GET …/sobjects`: every object with the 28 keys of its summary. `version` as in `59.0`.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm
 */
export function describeGlobal(schema: Schema, version: string): Record<string, unknown> {
  return {
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: schema.objects.map(object => objectSummary(object, version)),
  };
}

/** An object's entry in describeGlobal, and `objectDescribe` in the answer of `GET …/sobjects/{object}`. */
export function objectSummary(object: ObjectDefinition, version: string): Record<string, unknown> {
  return sortedKeys({
    activateable: object.activateable,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable,
    custom: object.custom,
    customSetting: object.customSetting,
    deepCloneable: object.deepCloneable,
    deletable: object.deletable,
    deprecatedAndHidden: object.deprecatedAndHidden,
    feedEnabled: object.feedEnabled,
    hasSubtypes: object.hasSubtypes,
    isInterface: object.isInterface,
    isSubtype: object.isSubtype,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.layoutable,
    mergeable: object.mergeable,
    mruEnabled: object.mruEnabled,
    name: object.name,
    queryable: object.queryable,
    replicateable: object.replicateable,
    retrieveable: object.retrieveable,
    searchable: object.searchable,
    triggerable: object.triggerable,
    undeletable: object.undeletable,
    updateable: object.updateable,
    urls: objectUrls(object, version),
  });
}

/** The resources below an object; which there are depends on its flags. */
export function objectUrls(object: ObjectDefinition, version: string): Record<string, string> {
  const sobject = `/services/data/v${version}/sobjects/${object.name}`;
  return {
    ...(object.compactLayoutable && { compactLayouts: `${sobject}/describe/compactLayouts` }),
    rowTemplate: `${sobject}/{ID}`,
    ...(object.hasListViews && {
      approvalLayouts: `${sobject}/describe/approvalLayouts`,
      listviews: `${sobject}/listviews`,
    }),
    describe: `${sobject}/describe`,
    ...(object.layoutable && object.hasQuickActions && { quickActions: `${sobject}/quickActions` }),
    ...(object.layoutable && { layouts: `${sobject}/describe/layouts` }),
    sobject,
  };
}
