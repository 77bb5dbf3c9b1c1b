import type { FieldDefinition, FieldType } from '../schema/types.ts';
import type { Expression, GroupPlan, Output, QueryPlan, RecordPlan, RecordShape } from './plan.ts';

/**
 * A column of a query, as `query?q=…&columns=true` describes it. Parents and subqueries list their own columns under
 * `joinColumns`; `aggregate` marks the results of functions, and subqueries.
 */
export interface ColumnMetadata {
  readonly aggregate: boolean;
  readonly apexType: string;
  readonly booleanType: boolean;
  readonly columnName: string;
  readonly custom: boolean;
  readonly displayName: string;
  readonly foreignKeyName: string | null;
  readonly insertable: boolean;
  readonly joinColumns: readonly ColumnMetadata[];
  readonly numberType: boolean;
  readonly textType: boolean;
  readonly updatable: boolean;
}

/** What the undocumented `columns=true` answers; the Salesforce CLI needs it to print rows. */
export interface QueryColumns {
  readonly columnMetadata: readonly ColumnMetadata[];
  readonly entityName: string;
  readonly groupBy: boolean;
  readonly idSelected: boolean;
  readonly keyPrefix: string | null;
}

export function columnsOf(plan: QueryPlan): QueryColumns {
  const object = plan.from.sources[0]?.object;
  const columnMetadata = metadataOf(plan);
  return {
    columnMetadata,
    entityName: object?.name ?? '',
    groupBy: plan.kind === 'groups' && plan.groupBy.length > 0,
    idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: object?.keyPrefix ?? null,
  };
}

function metadataOf(plan: QueryPlan): readonly ColumnMetadata[] {
  switch (plan.kind) {
    case 'count':
      return [];
    case 'groups':
      return plan.outputs.map(({ name }, index) => groupColumn(plan, name, plan.columns[index]));
    case 'records':
      return shapeColumns(plan, plan.shape);
    default:
      return plan satisfies never;
  }
}

function shapeColumns(plan: RecordPlan, { outputs }: RecordShape): readonly ColumnMetadata[] {
  return outputs.map(output => outputColumn(plan, output));
}

function outputColumn(plan: RecordPlan, output: Output): ColumnMetadata {
  const { name } = output;
  switch (output.kind) {
    case 'value':
      return valueColumn(name, plan.columns[output.column]);
    case 'compound':
      return { ...plain(name), apexType: 'Address' };
    case 'parent':
      return joined(name, output.shape.type, shapeColumns(plan, output.shape));
    case 'typeof':
      return joined(name, 'Name', []);
    case 'children': {
      const { plan: child } = output.child;
      return { ...joined(name, child.shape.type, shapeColumns(child, child.shape)), aggregate: true };
    }
    default:
      return output satisfies never;
  }
}

function groupColumn(plan: GroupPlan, name: string, expression: Expression | undefined): ColumnMetadata {
  const column = valueColumn(name, expression);
  return expression && plan.groupBy.includes(expression) ? column : { ...column, aggregate: true };
}

function valueColumn(name: string, expression: Expression | undefined): ColumnMetadata {
  if (!expression) return plain(name);
  const { type } = expression;
  const field = expression.kind === 'column' ? expression.field : undefined;
  return {
    ...plain(name),
    ...(field && fieldFlags(field)),
    apexType: apexTypes[type] ?? 'String',
    booleanType: type === 'boolean',
    numberType: numberTypes.has(type),
    textType: apexTypes[type] === undefined,
  };
}

function fieldFlags(field: FieldDefinition): Partial<ColumnMetadata> {
  const { custom, createable, updateable, relationshipName } = field;
  return { custom, insertable: createable, updatable: updateable, foreignKeyName: relationshipName };
}

function joined(name: string, apexType: string, joinColumns: readonly ColumnMetadata[]): ColumnMetadata {
  return { ...plain(name), apexType, foreignKeyName: name, joinColumns };
}

function plain(name: string): ColumnMetadata {
  return {
    aggregate: false,
    apexType: 'String',
    booleanType: false,
    columnName: name,
    custom: false,
    displayName: name,
    foreignKeyName: null,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updatable: false,
  };
}

const numberTypes: ReadonlySet<FieldType> = new Set<FieldType>(['int', 'long', 'double', 'currency', 'percent']);

/** Types that are not texts in Apex. */
const apexTypes: Partial<Record<FieldType, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  percent: 'Double',
  currency: 'Decimal',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  address: 'Address',
  location: 'Location',
  base64: 'Blob',
};
