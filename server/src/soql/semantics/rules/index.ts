// Every rule, in the order in which problems of one place are told.
import { fieldFlags, functionUse } from './clauses.ts';
import { dataCategories } from './dataCategories.ts';
import { deprecatedNames } from './deprecated.ts';
import { aggregateLimits, duplicateGroups, nestedAggregates, ungroupedDateParts, ungroupedFields } from './grouping.ts';
import { performance, selectivity } from './hints.ts';
import { counts, depths, longStrings, rowCounts, rowLimits } from './limits.ts';
import { metadataViews } from './metadataViews.ts';
import { unknownFields, unknownFunctions, unknownObjects, unknownScopes } from './names.ts';
import { namespaces } from './namespaces.ts';
import { recordTypes } from './recordTypes.ts';
import type { Rule } from './rule.ts';
import { searches } from './searches.ts';
import { duplicateAliases, duplicateFields, fieldAliases, fieldLists, sortedCount } from './select.ts';
import { semiJoins } from './semiJoins.ts';
import { dataCloudObjects, metadataTypes, otherStorage } from './storages.ts';
import { apex, bulk, neededFilters } from './surfaces.ts';
import { typeofRules } from './typeof.ts';
import { comparisonTypes } from './values.ts';

/** Rules about single names and values: what they say holds, however broken the text around them is. */
export const nameRules: readonly Rule[] = [
  unknownObjects,
  unknownFields,
  unknownFunctions,
  unknownScopes,
  fieldFlags,
  comparisonTypes,
  recordTypes,
  deprecatedNames,
  namespaces,
];

/** Rules about the shape of a whole query: they make sense only where its grammar is right. */
export const shapeRules: readonly Rule[] = [
  functionUse,
  ungroupedFields,
  ungroupedDateParts,
  duplicateGroups,
  nestedAggregates,
  aggregateLimits,
  duplicateFields,
  fieldAliases,
  duplicateAliases,
  fieldLists,
  sortedCount,
  rowLimits,
  rowCounts,
  depths,
  counts,
  longStrings,
  semiJoins,
  typeofRules,
  searches,
  dataCategories,
  otherStorage,
  metadataTypes,
  metadataViews,
  dataCloudObjects,
  neededFilters,
  bulk,
  apex,
];

/** Advice about speed: only where nothing is wrong. */
export const adviceRules: readonly Rule[] = [performance, selectivity];
