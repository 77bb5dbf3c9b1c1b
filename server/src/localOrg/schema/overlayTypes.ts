import type { DuplicateRule, MatchingRule } from './duplicateRuleTypes.ts';
import type { FieldSource, LayoutFlags, ObjectFlags, RecordType, ValidationRule } from './types.ts';

/** Changes over the schema data, by object and field: `{"Account":{"fields":{"Industry":{"filterable":false}}}}`. */
export interface SchemaOverlay {
  readonly [objectName: string]: Partial<ObjectFlags & LayoutFlags> & {
    readonly fields?: { readonly [fieldName: string]: Partial<Omit<FieldSource, 'name'>> };
    readonly enableHistory?: boolean;
    readonly recordTypes?: readonly RecordType[];
    readonly validationRules?: readonly ValidationRule[];
    readonly matchingRules?: readonly MatchingRule[];
    readonly duplicateRules?: readonly DuplicateRule[];
  };
}
