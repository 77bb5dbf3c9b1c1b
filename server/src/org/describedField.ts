import type { DescribeField, DescribePicklistValue } from '../salesforce/rest/describe.ts';
import type { FieldSchema, FieldType, PicklistValue } from '../soql/semantics/schema.ts';

/** Each is a bit of `flags`, in this order. */
const flagNames = [
  'custom',
  'nillable',
  'filterable',
  'sortable',
  'groupable',
  'aggregatable',
  'createable',
  'updateable',
  'unique',
  'externalId',
  'calculated',
  'nameField',
  'namePointing',
  'restrictedPicklist',
  'defaultedOnCreate',
  'idLookup',
] as const;

type Flag = (typeof flagNames)[number];

/** A field as it lies on disk. */
export interface FieldRecord extends Omit<FieldSchema, Flag> {
  readonly flags: number;
}

/** Picks from Describe what the features read. */
export function fieldRecordOf(field: DescribeField): FieldRecord {
  return {
    name: field.name,
    label: field.label,
    type: field.type as FieldType,
    length: field.length,
    flags: flagNames.reduce((bits, flag, index) => (field[flag] ? bits | (1 << index) : bits), 0),
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? undefined,
    picklistValues: field.picklistValues.map(picklistValueOf),
    helpText: field.inlineHelpText ?? undefined,
    ...(field.controllerName ? { controller: field.controllerName } : {}),
    ...(field.calculatedFormula ? { formula: field.calculatedFormula } : {}),
    ...(field.deprecatedAndHidden ? { deprecated: true } : {}),
  };
}

function picklistValueOf({ value, label, active, validFor }: DescribePicklistValue): PicklistValue {
  return { value, label: label ?? value, active, ...(validFor ? { validFor: bitsOf(validFor) } : {}) };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm */
function bitsOf(base64: string): number[] {
  return [...Buffer.from(base64, 'base64')].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter(bit => byte & (0x80 >> bit)).map(bit => at * 8 + bit),
  );
}

/** Shared by the fields that have none: an org has tens of thousands of them. */
const none: readonly never[] = [];

type Rare = Pick<FieldRecord, 'controller' | 'formula' | 'deprecated'>;

/** A field in memory: its flags are one number, and what few fields have takes one place. */
export class DescribedField implements FieldSchema {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length: number;
  readonly flags: number;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | undefined;
  readonly picklistValues: readonly PicklistValue[];
  readonly helpText: string | undefined;
  readonly #rare: Rare;

  constructor(record: FieldRecord) {
    const { controller, formula, deprecated } = record;
    this.name = record.name;
    this.label = record.label === record.name ? record.name : record.label;
    this.type = record.type;
    this.length = record.length;
    this.flags = record.flags;
    this.referenceTo = record.referenceTo.length > 0 ? record.referenceTo : none;
    this.relationshipName = record.relationshipName;
    this.picklistValues = record.picklistValues.length > 0 ? record.picklistValues : none;
    this.helpText = record.helpText;
    this.#rare = controller || formula || deprecated ? record : nothingRare;
  }

  get custom(): boolean {
    return this.#has(0);
  }
  get nillable(): boolean {
    return this.#has(1);
  }
  get filterable(): boolean {
    return this.#has(2);
  }
  get sortable(): boolean {
    return this.#has(3);
  }
  get groupable(): boolean {
    return this.#has(4);
  }
  get aggregatable(): boolean {
    return this.#has(5);
  }
  get createable(): boolean {
    return this.#has(6);
  }
  get updateable(): boolean {
    return this.#has(7);
  }
  get unique(): boolean {
    return this.#has(8);
  }
  get externalId(): boolean {
    return this.#has(9);
  }
  get calculated(): boolean {
    return this.#has(10);
  }
  get nameField(): boolean {
    return this.#has(11);
  }
  get namePointing(): boolean {
    return this.#has(12);
  }
  get restrictedPicklist(): boolean {
    return this.#has(13);
  }
  get defaultedOnCreate(): boolean {
    return this.#has(14);
  }
  get idLookup(): boolean {
    return this.#has(15);
  }
  get controller(): string | undefined {
    return this.#rare.controller;
  }
  get formula(): string | undefined {
    return this.#rare.formula;
  }
  get deprecated(): boolean | undefined {
    return this.#rare.deprecated;
  }

  #has(flag: number): boolean {
    return (this.flags & (1 << flag)) !== 0;
  }
}

const nothingRare: Rare = {};
