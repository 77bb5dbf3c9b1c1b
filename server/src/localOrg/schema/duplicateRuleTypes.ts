// Duplicate management as data, named as in the Metadata API.

/** How a field of two records is compared. What each one does here: see `storage/matchingMethods.ts`. */
export type MatchingMethod =
  | 'Exact'
  | 'FirstName'
  | 'LastName'
  | 'CompanyName'
  | 'Phone'
  | 'City'
  | 'Street'
  | 'Zip'
  | 'Title';

export interface MatchingRuleItem {
  readonly fieldName: string;
  readonly matchingMethod: MatchingMethod;
  /** Default: `NullNotAllowed`, an empty field is like no other. */
  readonly blankValueBehavior?: 'MatchBlanks' | 'NullNotAllowed';
}

/**
 * When two records count as the same one.
 * @see https://developer.salesforce.com/docs/platform/api-metadata/references/meta-types/metadata-matchingrule.html
 */
export interface MatchingRule {
  readonly fullName: string;
  readonly label?: string;
  readonly description?: string;
  readonly matchingRuleItems: readonly MatchingRuleItem[];
  /** `1 AND (2 OR 3)`, over the items as they are counted from 1. Default: all of them. */
  readonly booleanFilter?: string;
  readonly ruleStatus?: 'Active' | 'Inactive';
}

/** Which field of the record that is saved stands for which one of the others. */
export interface ObjectMapping {
  readonly inputObject: string;
  readonly outputObject: string;
  readonly mappingFields: readonly { readonly inputField: string; readonly outputField: string }[];
}

export interface DuplicateRuleMatchRule {
  readonly matchingRule: string;
  /** Whose records are looked at; default: those of the rule's own object. */
  readonly matchRuleSObjectType?: string;
  /** For records of another object. */
  readonly objectMapping?: ObjectMapping;
}

export type DuplicateAction = 'Allow' | 'Block';

/**
 * What happens to a record that is like one which is there already.
 * @see https://developer.salesforce.com/docs/platform/api-metadata/references/meta-types/metadata-duplicaterule.html
 */
export interface DuplicateRule {
  readonly fullName: string;
  readonly masterLabel?: string;
  readonly description?: string;
  readonly actionOnInsert: DuplicateAction;
  readonly actionOnUpdate: DuplicateAction;
  /** `alert`: a record that is allowed is saved only if the request says so. `report` is taken, and does nothing. */
  readonly operationsOnInsert?: readonly string[];
  readonly operationsOnUpdate?: readonly string[];
  readonly alertText?: string;
  readonly duplicateRuleMatchRules: readonly DuplicateRuleMatchRule[];
  /** Default: true. */
  readonly isActive?: boolean;
  readonly securityOption?: string;
  readonly sortOrder?: number;
}
