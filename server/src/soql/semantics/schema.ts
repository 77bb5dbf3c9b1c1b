// What the language features know of an org. `org` implements it from cached Describe answers; tests from a few
// lines of text. An immutable view: something new to know makes a new view.

/** One line of describeGlobal. */
export interface ObjectSummary {
  readonly name: string;
  readonly label: string;
  readonly custom: boolean;
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly searchable: boolean;
  readonly keyPrefix: string | undefined;
  /** Kept by the org for older API versions only. */
  readonly deprecated?: boolean;
}

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  /**
   * In a dependent picklist: where the values that allow this one stand among the values of the controlling field. The
   * values of a checkbox are FALSE, at 0, and TRUE.
   */
  readonly validFor?: readonly number[];
}

/** A record type of an object. The master stands for "none": no record has it as its name. */
export interface RecordType {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly master: boolean;
  /** Whether new records of this user get it. */
  readonly isDefault: boolean;
}

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
  | 'complexvalue'
  | 'DataCategoryGroupReference';

export interface FieldSchema {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length: number;
  readonly custom: boolean;
  readonly nillable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  readonly createable: boolean;
  /** Salesforce fills it in where nobody does. */
  readonly defaultedOnCreate: boolean;
  readonly updateable: boolean;
  /** Records can be named by it, as by an external id. */
  readonly idLookup: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly calculated: boolean;
  readonly nameField: boolean;
  /** True where the reference is polymorphic: only fields of `Name` can be reached through it. */
  readonly namePointing: boolean;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | undefined;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly helpText: string | undefined;
  /** The field whose value decides which values of this picklist are valid. */
  readonly controller?: string | undefined;
  /** What a formula field computes. */
  readonly formula?: string | undefined;
  /** Kept by the org for older API versions only. */
  readonly deprecated?: boolean | undefined;
}

export interface ChildRelationship {
  readonly relationshipName: string;
  readonly childObject: string;
  readonly field: string;
}

export interface ObjectSchema {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly custom: boolean;
  readonly keyPrefix: string | undefined;
  readonly queryable: boolean;
  /** In the order of Describe. */
  readonly fields: readonly FieldSchema[];
  /** The field of that name, whatever its case. */
  field(name: string): FieldSchema | undefined;
  /** The reference field behind a relationship name (`Owner` → OwnerId), whatever its case. */
  relationship(name: string): FieldSchema | undefined;
  readonly childRelationships: readonly ChildRelationship[];
  childRelationship(name: string): ChildRelationship | undefined;
  readonly supportedScopes: readonly { readonly name: string; readonly label: string }[];
  readonly recordTypes: readonly RecordType[];
  readonly deprecated?: boolean;
}

/** `missing`: not known yet, worth fetching. `absent`: the org has no such object. */
export type Lookup = ObjectSchema | 'missing' | 'absent';

export interface SchemaView {
  /** Every object of the org, or undefined while the list is not known yet. */
  readonly objects: readonly ObjectSummary[] | undefined;
  /** Names match without case. */
  object(name: string): Lookup;
}
