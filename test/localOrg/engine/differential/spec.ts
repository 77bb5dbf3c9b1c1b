/** A query as structure: the engine gets its text, the evaluator the structure itself. */

export type FieldKind =
  | 'id'
  | 'reference'
  | 'text'
  | 'longText'
  | 'picklist'
  | 'multi'
  | 'number'
  | 'currency'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time';

/** `['Account', 'Owner', 'Name']`: relationships, then a field. */
export type Path = readonly string[];

export interface Distance {
  readonly kind: 'distance';
  /** The compound field without `Address`: `Billing`. */
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly unit: 'mi' | 'km';
}

export type Operand =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'dateFunction'; readonly name: string; readonly path: Path; readonly local: boolean }
  | { readonly kind: 'aggregate'; readonly name: string; readonly path: Path }
  | { readonly kind: 'grouping'; readonly path: Path }
  /** toLabel() of a picklist. */
  | { readonly kind: 'label'; readonly path: Path }
  | Distance;

export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'date' | 'datetime' | 'time' | 'id'; readonly value: string }
  /** What LIKE takes, with its own escapes: `50\%%`. */
  | { readonly kind: 'pattern'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  /** `USD100.5` */
  | { readonly kind: 'currency'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'relative'; readonly name: string; readonly count: number | undefined };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export interface Comparison {
  readonly kind: 'compare';
  readonly left: Operand;
  readonly operator: Operator;
  readonly values: readonly Literal[];
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | Comparison
  | {
      readonly kind: 'semiJoin';
      readonly field: string;
      readonly negated: boolean;
      readonly object: string;
      readonly column: string;
      readonly where: Condition | undefined;
    };

export interface Order {
  readonly by: Operand;
  readonly descending: boolean;
  readonly nulls: 'FIRST' | 'LAST' | undefined;
}

export type SelectItem =
  | { readonly kind: 'path'; readonly path: Path }
  /** A function that dresses up the value of a field of the object itself. */
  | {
      readonly kind: 'dressed';
      readonly by: 'toLabel' | 'FORMAT' | 'convertCurrency' | 'FORMAT(convertCurrency';
      readonly field: string;
      readonly alias: string;
    }
  | { readonly kind: 'distance'; readonly of: Distance; readonly alias: string }
  | {
      readonly kind: 'typeof';
      readonly relationship: string;
      readonly whens: readonly { readonly object: string; readonly fields: readonly string[] }[];
      /** Fields of Name; none: no ELSE. */
      readonly otherwise: readonly string[];
    }
  | { readonly kind: 'fields'; readonly which: 'ALL' | 'CUSTOM' | 'STANDARD' };

export interface RecordSpec {
  readonly kind: 'records';
  readonly object: string;
  /** The object's alias, by which some of its fields are named. */
  readonly alias?: string;
  readonly select: readonly SelectItem[];
  readonly children: readonly ChildSpec[];
  readonly scope?: 'mine' | 'everything';
  readonly where: Condition | undefined;
  readonly order: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly forView?: 'VIEW' | 'REFERENCE';
  /** queryAll: records in the recycle bin too. */
  readonly all?: boolean;
}

export interface ChildSpec {
  readonly relationship: string;
  readonly spec: RecordSpec;
}

export interface GroupSpec {
  readonly kind: 'groups';
  readonly object: string;
  readonly groupBy: readonly Operand[];
  readonly set: 'ROLLUP' | 'CUBE' | undefined;
  readonly aggregates: readonly Operand[];
  readonly where: Condition | undefined;
  readonly having: Condition | undefined;
  /** By aggregates and groups, then by all groups, so that rows have one order. */
  readonly order: readonly Order[];
  readonly limit: number | undefined;
  readonly all?: boolean;
}

export interface CountSpec {
  readonly kind: 'count';
  readonly object: string;
  readonly where: Condition | undefined;
  readonly limit: number | undefined;
  readonly all?: boolean;
}

export type Spec = RecordSpec | GroupSpec | CountSpec;
