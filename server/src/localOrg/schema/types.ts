import type { DuplicateRule, MatchingRule } from './duplicateRuleTypes.ts';

// What the local org knows of its objects and fields. Describe, the query engine and the record store all read
// these definitions, so one changed flag changes all three.

/** Field types of the describe call, in its own spelling. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'reference'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'email'
  | 'phone'
  | 'url'
  | 'address'
  | 'location'
  | 'base64'
  | 'encryptedstring'
  | 'anyType'
  /** Of the Tooling API: an object of JSON. */
  | 'complexvalue';

export interface PicklistValue {
  readonly active: boolean;
  readonly defaultValue: boolean;
  readonly label: string;
  /** Base64 bitmap over the values of the controlling field; null for an independent picklist. */
  readonly validFor: string | null;
  readonly value: string;
}

/**
 * The 57 properties of a field, exactly as a sobject describe carries them.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm
 */
export interface FieldDescribe {
  readonly aggregatable: boolean;
  readonly aiPredictionField: boolean;
  readonly autoNumber: boolean;
  readonly byteLength: number;
  readonly calculated: boolean;
  readonly calculatedFormula: string | null;
  readonly cascadeDelete: boolean;
  readonly caseSensitive: boolean;
  readonly compoundFieldName: string | null;
  readonly controllerName: string | null;
  readonly createable: boolean;
  readonly custom: boolean;
  readonly defaultValue: string | number | boolean | null;
  readonly defaultValueFormula: string | null;
  readonly defaultedOnCreate: boolean;
  readonly dependentPicklist: boolean;
  readonly deprecatedAndHidden: boolean;
  readonly digits: number;
  readonly displayLocationInDecimal: boolean;
  readonly encrypted: boolean;
  readonly externalId: boolean;
  readonly extraTypeInfo: string | null;
  readonly filterable: boolean;
  readonly filteredLookupInfo: null;
  readonly formulaTreatNullNumberAsZero: boolean;
  readonly groupable: boolean;
  readonly highScaleNumber: boolean;
  readonly htmlFormatted: boolean;
  readonly idLookup: boolean;
  readonly inlineHelpText: string | null;
  readonly label: string;
  readonly length: number;
  readonly mask: string | null;
  readonly maskType: string | null;
  readonly name: string;
  readonly nameField: boolean;
  readonly namePointing: boolean;
  readonly nillable: boolean;
  readonly permissionable: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly polymorphicForeignKey: boolean;
  readonly precision: number;
  readonly queryByDistance: boolean;
  readonly referenceTargetField: string | null;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly relationshipOrder: number | null;
  readonly restrictedDelete: boolean;
  readonly restrictedPicklist: boolean;
  readonly scale: number;
  readonly searchPrefilterable: boolean;
  readonly soapType: string;
  readonly sortable: boolean;
  readonly type: FieldType;
  readonly unique: boolean;
  readonly updateable: boolean;
  readonly writeRequiresMasterRead: boolean;
}

/** What happens to a child when the record that this reference points at is deleted. */
export type OnParentDelete = 'cascade' | 'restrict' | 'clear';

/** What the store must know of a field beyond its describe. */
export interface FieldStorage {
  /** On a reference: the name of the list of children as seen from the parent, null where it has none. */
  readonly childRelationshipName: string | null;
  readonly onParentDelete: OnParentDelete;
  /** SQL over columns of the same row; SQLite computes such a field itself. Null for a field that holds data. */
  readonly generatedAs: string | null;
  /** Of a roll-up summary field: what it counts or sums up. A formula field has its `calculatedFormula`. */
  readonly summary: RollUpSummary | null;
  /** As in Setup: `DR-{00000}`. Null unless `autoNumber`. */
  readonly autoNumberFormat: string | null;
  /** Whether its object's history tells changes of it, if it has one. */
  readonly trackHistory: boolean;
}

export interface FieldDefinition extends FieldDescribe, FieldStorage {
  /**
   * On a formula or roll-up summary field, which has no column: its value as SQL over a row of its object.
   * @param row the name of that row in SQL
   */
  readonly computedAs?: (row: string) => string;
}

/** Named as in the Metadata API; fields as `Child__c.Field__c`. */
export interface RollUpSummary {
  /** The reference of the children to the record. */
  readonly summaryForeignKey: string;
  readonly summaryOperation: 'count' | 'sum' | 'min' | 'max';
  /** Not for `count`. */
  readonly summarizedField?: string;
  /** Children for which one of these does not hold are left out. */
  readonly summaryFilterItems?: readonly RollUpFilter[];
}

export interface RollUpFilter {
  readonly field: string;
  readonly operation: string;
  /** Several values with commas between them. */
  readonly value?: string;
}

/** A field as the schema data writes it: what cannot be told from its type (see fieldRules.ts). */
export type FieldSource = { readonly name: string; readonly type: FieldType } & {
  readonly [Key in Exclude<keyof FieldDefinition, 'name' | 'type' | 'computedAs'>]?: FieldDefinition[Key];
};

/** The flags of an object, the same in describeGlobal and in a sobject describe. */
export interface ObjectFlags {
  readonly activateable: boolean;
  readonly createable: boolean;
  readonly custom: boolean;
  readonly customSetting: boolean;
  readonly deepCloneable: boolean;
  readonly deletable: boolean;
  readonly deprecatedAndHidden: boolean;
  readonly feedEnabled: boolean;
  readonly hasSubtypes: boolean;
  readonly isInterface: boolean;
  readonly isSubtype: boolean;
  readonly layoutable: boolean;
  readonly mergeable: boolean;
  readonly mruEnabled: boolean;
  readonly queryable: boolean;
  readonly replicateable: boolean;
  readonly retrieveable: boolean;
  readonly searchable: boolean;
  readonly triggerable: boolean;
  readonly undeletable: boolean;
  readonly updateable: boolean;
}

/** What pages an object has; describes tell it by flags of their own and by the resources below the object. */
export interface LayoutFlags {
  readonly compactLayoutable: boolean;
  /** List views, and with them layouts for approvals. */
  readonly hasListViews: boolean;
  readonly hasQuickActions: boolean;
  readonly searchLayoutable: boolean;
}

/** A record for which the condition holds cannot be saved. Named as in the Metadata API. */
export interface ValidationRule {
  readonly fullName: string;
  /** In the words of SOQL's WHERE. One of both conditions must be there. */
  readonly errorCondition?: string;
  /** A formula, as on Salesforce. */
  readonly errorConditionFormula?: string;
  readonly errorMessage: string;
  /** The field that the message is shown at; none: it is about the record. */
  readonly errorDisplayField?: string;
}

/** A record type of an object. Named as in the Metadata API. */
export interface RecordType {
  /** DeveloperName of its row in RecordType. */
  readonly fullName: string;
  /** 18 characters; made anew unless given. */
  readonly id?: string;
  /** Default: the full name with blanks for underscores. */
  readonly label?: string;
  /** Default: true. */
  readonly active?: boolean;
  /** Whether the user may choose it. Default: true. */
  readonly available?: boolean;
  /** What new records are of that name none. Unless said of any, it is the first one by name; false of all: none. */
  readonly default?: boolean;
  /** The values that records of this type can choose, by field; a picklist that is not here keeps all of its own. */
  readonly picklistValues?: Readonly<Record<string, readonly string[]>>;
}

export interface Scope {
  readonly label: string;
  readonly name: string;
}

/** An object as the schema data writes it: what differs from the usual (see objectRules.ts). */
export type ObjectSource = {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** Null: records of this object have no ids of their own kind (`Name`). */
  readonly keyPrefix: string | null;
  readonly fields: readonly FieldSource[];
  readonly supportedScopes?: readonly Scope[];
  /** False: no table. Its rows are those of other objects (`Name`). */
  readonly stored?: boolean;
  /** Whether changes of its records are kept: see history.ts. */
  readonly enableHistory?: boolean;
  readonly recordTypes?: readonly RecordType[];
  readonly validationRules?: readonly ValidationRule[];
  readonly matchingRules?: readonly MatchingRule[];
  readonly duplicateRules?: readonly DuplicateRule[];
} & Partial<ObjectFlags & LayoutFlags>;

/** One entry of `childRelationships`: a reference seen from the object that it points at. */
export interface ChildRelationship {
  readonly childObject: string;
  readonly field: string;
  /** Null: no subquery can reach these children. */
  readonly relationshipName: string | null;
  readonly onParentDelete: OnParentDelete;
}

export interface ObjectDefinition extends ObjectFlags, LayoutFlags {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  /** In the order of Describe. */
  readonly fields: readonly FieldDefinition[];
  readonly nameField: FieldDefinition | undefined;
  readonly childRelationships: readonly ChildRelationship[];
  readonly supportedScopes: readonly Scope[];
  /** False: no table. Its rows are those of other objects (`Name`, behind polymorphic references). */
  readonly stored: boolean;
  readonly enableHistory: boolean;
  /** What is known of them; which there are, the rows of RecordType tell. */
  readonly recordTypes: readonly RecordType[];
  readonly validationRules: readonly ValidationRule[];
  readonly matchingRules: readonly MatchingRule[];
  /** The active ones, in the order in which they are asked. */
  readonly duplicateRules: readonly DuplicateRule[];
  /** The field of that name, whatever its case. */
  field(name: string): FieldDefinition | undefined;
  /** The reference field behind a relationship name (`Owner`: OwnerId), whatever its case. */
  relationship(name: string): FieldDefinition | undefined;
  childRelationship(name: string): ChildRelationship | undefined;
}

export interface Schema {
  /** Sorted by name, without regard to case. */
  readonly objects: readonly ObjectDefinition[];
  /** The object of that name, whatever its case. */
  object(name: string): ObjectDefinition | undefined;
  /** The object whose records have ids that begin like this one. `id`: 3 characters or more, case-sensitive. */
  objectOfId(id: string): ObjectDefinition | undefined;
  /** Changes with any object, field or property of one. */
  fingerprint(): string;
}

/** Which schema and data: `test` adds the two objects that the test suites of API clients expect. */
export type Profile = 'sample' | 'test';
