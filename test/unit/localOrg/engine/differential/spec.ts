/** A query as structure: the engine gets its text, the evaluator the structure itself. */

export type FieldKind = 'id' | 'text' | 'picklist' | 'multi' | 'number' | 'boolean' | 'date' | 'datetime';

/** `['Account', 'Owner', 'Name']`: relationships, then a field. */
export type Path = readonly string[];

export type Operand =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'dateFunction'; readonly name: string; readonly path: Path; readonly local: boolean }
  | { readonly kind: 'aggregate'; readonly name: string; readonly path: Path }
  | { readonly kind: 'grouping'; readonly path: Path }
  /** toLabel() of a picklist. */
  | { readonly kind: 'label'; readonly path: Path };

export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'date' | 'datetime'; readonly value: string }
  /** What LIKE takes, with its own escapes: `50\%%`. */
  | { readonly kind: 'pattern'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'relative'; readonly name: string; readonly count: number | undefined };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | {
      readonly kind: 'compare';
      readonly left: Operand;
      readonly operator: Operator;
      readonly values: readonly Literal[];
    }
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

export interface RecordSpec {
  readonly kind: 'records';
  readonly object: string;
  readonly select: readonly Path[];
  readonly children: readonly ChildSpec[];
  readonly where: Condition | undefined;
  readonly order: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
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
}

export interface CountSpec {
  readonly kind: 'count';
  readonly object: string;
  readonly where: Condition | undefined;
}

export type Spec = RecordSpec | GroupSpec | CountSpec;
