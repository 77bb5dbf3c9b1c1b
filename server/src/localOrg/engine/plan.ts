// A query after all names are resolved and all rules are checked: plain data that SQL can be written from without
// looking at the text again. Whatever the user typed is in here as a value only, never as a name.

import type { FieldDefinition, FieldType, ObjectDefinition } from '../schema/types.ts';
import type { FiscalYear } from './dates.ts';

/** Booleans are stored as 0 and 1. */
export type SqlValue = string | number | null;

/** One table of a query: the object it is about, or a parent joined to another source. */
export interface Source {
  /** Its place in the list of sources, which gives it its name in SQL. */
  readonly index: number;
  readonly object: ObjectDefinition;
  readonly join: { readonly from: Source; readonly field: FieldDefinition } | undefined;
}

export interface Column {
  readonly kind: 'column';
  readonly source: Source;
  readonly field: FieldDefinition;
  readonly type: FieldType;
}

/** A field of whatever record a polymorphic reference points at: a column of one source for each possible object. */
export interface NameColumn {
  readonly kind: 'nameColumn';
  readonly variants: readonly Column[];
  readonly type: FieldType;
}

/** The name of the object that a reference points at, which the key prefix of the id tells. */
export interface TypeName {
  readonly kind: 'typeName';
  readonly id: Column;
  readonly objects: readonly ObjectDefinition[];
  readonly type: FieldType;
}

export type DateFunctionName =
  | 'CALENDAR_MONTH'
  | 'CALENDAR_QUARTER'
  | 'CALENDAR_YEAR'
  | 'DAY_IN_MONTH'
  | 'DAY_IN_WEEK'
  | 'DAY_IN_YEAR'
  | 'DAY_ONLY'
  | 'FISCAL_MONTH'
  | 'FISCAL_QUARTER'
  | 'FISCAL_YEAR'
  | 'HOUR_IN_DAY'
  | 'WEEK_IN_MONTH'
  | 'WEEK_IN_YEAR';

export interface DateFunction {
  readonly kind: 'dateFunction';
  readonly name: DateFunctionName;
  readonly argument: Expression;
  /** Set by convertTimezone(): the day or hour is that of the user's clock, else of UTC. */
  readonly timeZone: string | undefined;
  readonly fiscalYear: FiscalYear;
  readonly type: FieldType;
}

export type AggregateName = 'COUNT' | 'COUNT_DISTINCT' | 'SUM' | 'AVG' | 'MIN' | 'MAX';

export interface Aggregate {
  readonly kind: 'aggregate';
  readonly name: AggregateName;
  readonly argument: Expression;
  readonly type: FieldType;
}

/** 1 in the rows that ROLLUP or CUBE add above this grouped expression, else 0. */
export interface Grouping {
  readonly kind: 'grouping';
  /** One of GroupPlan.groupBy. */
  readonly of: Expression;
  readonly type: FieldType;
}

export interface Distance {
  readonly kind: 'distance';
  readonly latitude: Column;
  readonly longitude: Column;
  /** Degrees. */
  readonly to: { readonly latitude: number; readonly longitude: number };
  readonly unit: 'mi' | 'km';
  readonly type: FieldType;
}

/** A picklist's values, replaced by their labels. */
export interface Label {
  readonly kind: 'label';
  readonly of: Expression;
  readonly labels: ReadonlyMap<string, string>;
  readonly type: FieldType;
}

/** The place of a value among the values of its picklist, which is what a picklist is sorted by. */
export interface Rank {
  readonly kind: 'rank';
  readonly of: Expression;
  readonly values: readonly string[];
  readonly type: FieldType;
}

export type Expression = Column | NameColumn | TypeName | DateFunction | Aggregate | Grouping | Distance | Label | Rank;

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | {
      readonly kind: 'compare';
      readonly left: Expression;
      readonly operator: ComparisonOperator;
      readonly right: SqlValue;
    }
  /** `from` belongs to the range, `to` does not. */
  | { readonly kind: 'range'; readonly left: Expression; readonly from: string; readonly to: string }
  | { readonly kind: 'in'; readonly left: Expression; readonly values: readonly SqlValue[] }
  | { readonly kind: 'like'; readonly left: Expression; readonly pattern: string }
  /** One of the sets has all of its values selected in the multi-select picklist. */
  | { readonly kind: 'includes'; readonly left: Expression; readonly sets: readonly (readonly string[])[] }
  | { readonly kind: 'semiJoin'; readonly left: Expression; readonly column: Column; readonly from: FromPlan };

export interface OrderItem {
  readonly by: Expression;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface FromPlan {
  /** The first one is the object of the query. */
  readonly sources: readonly Source[];
  readonly where: Condition | undefined;
  /** Also the records in the recycle bin. */
  readonly includeDeleted: boolean;
}

interface Window {
  readonly order: readonly OrderItem[];
  readonly limit: number | undefined;
  readonly offset: number;
}

/** How a value of SQLite becomes a value of JSON. */
export type Decode = 'asStored' | 'boolean' | 'double' | ((value: SqlValue) => unknown);

/** A member of a record in the answer. Columns are indexes into the columns of the plan. */
export type Output =
  | { readonly kind: 'value'; readonly name: string; readonly column: number; readonly decode: Decode }
  | { readonly kind: 'compound'; readonly name: string; readonly parts: readonly CompoundPart[] }
  | { readonly kind: 'parent'; readonly name: string; readonly shape: RecordShape }
  | { readonly kind: 'typeof'; readonly name: string; readonly idColumn: number; readonly branches: TypeofBranches }
  | { readonly kind: 'children'; readonly name: string; readonly child: ChildPlan };

export interface CompoundPart {
  readonly name: string;
  readonly column: number;
}

export interface TypeofBranches {
  readonly byKeyPrefix: ReadonlyMap<string, RecordShape>;
  readonly otherwise: RecordShape | undefined;
}

export interface RecordShape {
  /** `attributes.type`. */
  readonly type: string;
  /** The column with the record's id: null means that there is no such record. */
  readonly idColumn: number;
  readonly outputs: readonly Output[];
}

export interface RecordPlan extends Window {
  readonly kind: 'records';
  readonly from: FromPlan;
  readonly columns: readonly Expression[];
  readonly shape: RecordShape;
}

/** A subquery: records that point at a record of the outer query. */
export interface ChildPlan {
  readonly plan: RecordPlan;
  /** The reference of the child to its parent. */
  readonly parentField: FieldDefinition;
}

/** `SELECT COUNT()`: the answer has a size and no rows. */
export interface CountPlan {
  readonly kind: 'count';
  readonly from: FromPlan;
  readonly limit: number | undefined;
  readonly offset: number;
}

export interface GroupPlan extends Window {
  readonly kind: 'groups';
  readonly from: FromPlan;
  readonly columns: readonly Expression[];
  /** Names and decoders of the columns, in their order. */
  readonly outputs: readonly { readonly name: string; readonly decode: Decode }[];
  readonly groupBy: readonly Expression[];
  /** Each set lists indexes into `groupBy`; one set with all of them unless ROLLUP or CUBE was asked for. */
  readonly groupingSets: readonly (readonly number[])[];
  readonly having: Condition | undefined;
}

export type QueryPlan = RecordPlan | CountPlan | GroupPlan;
