// Every rule, in the order in which problems of one place are told.
import { fieldFlags, functionUse } from './clauses.ts';
import { aggregateLimits, duplicateGroups, nestedAggregates, ungroupedDateParts, ungroupedFields } from './grouping.ts';
import { performance } from './hints.ts';
import { counts, depths, longStrings, rowCounts, rowLimits } from './limits.ts';
import { unknownFields, unknownFunctions, unknownObjects, unknownScopes } from './names.ts';
import type { Rule } from './rule.ts';
import { searches } from './searches.ts';
import { duplicateAliases, duplicateFields, fieldAliases, fieldLists, sortedCount } from './select.ts';
import { semiJoins } from './semiJoins.ts';
import { bulk, neededFilters, otherStorage } from './surfaces.ts';
import { typeofRules } from './typeof.ts';
import { comparisonTypes } from './values.ts';

export const rules: readonly Rule[] = [
  unknownObjects,
  unknownFields,
  unknownFunctions,
  unknownScopes,
  fieldFlags,
  functionUse,
  comparisonTypes,
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
  otherStorage,
  neededFilters,
  bulk,
  performance,
];
