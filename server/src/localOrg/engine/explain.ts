import type { DatabaseSync } from 'node:sqlite';
import type { Condition, Expression, FromPlan, QueryPlan } from './plan.ts';
import { runner, scalar } from './sql/run.ts';
import { countStatement, type Statement } from './sql/statements.ts';

/** One way to run a query, as `query?explain=` describes it. */
export interface PlanNote {
  readonly description: string;
  readonly fields: readonly string[];
  readonly tableEnumOrId: string;
}

export interface ExplainedPlan {
  /** Rows that the leading operation gives. */
  readonly cardinality: number;
  /** Fields whose index leads. */
  readonly fields: readonly string[];
  readonly leadingOperationType: 'Index' | 'TableScan';
  readonly notes: readonly PlanNote[];
  /** Below 1: selective. */
  readonly relativeCost: number;
  readonly sobjectCardinality: number;
  readonly sobjectType: string;
}

/** Up to this share of an object's rows Salesforce takes an index for selective. */
const SELECTIVE_SHARE = 0.3;

/**
 * How SQLite runs the query, the cheapest way first. The counts are those of the data; the costs follow Salesforce's
 * rule of thumb for selective filters.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query_explain.htm
 */
export function explainPlan(db: DatabaseSync, { from }: QueryPlan): readonly ExplainedPlan[] {
  const object = from.sources[0]?.object;
  if (!object) return [];
  const sobjectCardinality = count(db, { ...from, where: undefined });
  const shared = { sobjectCardinality, sobjectType: object.name };
  const leading = leadingFields(db, from);
  const unindexed = [...new Set(filteredFields(from.where))].filter(name => !leading.includes(name)).sort();
  const description = 'Not considering filter for optimization because unindexed';
  const notes = unindexed.length > 0 ? [{ description, fields: unindexed, tableEnumOrId: object.name }] : [];
  const scan: ExplainedPlan = {
    cardinality: sobjectCardinality,
    fields: [],
    leadingOperationType: 'TableScan',
    notes,
    relativeCost: rounded(1 + Math.log10(1 + sobjectCardinality) / 10),
    ...shared,
  };
  if (leading.length === 0) return [scan];
  const cardinality = count(db, { ...from, where: leadingCondition(from.where, leading) });
  const relativeCost = rounded(cardinality / Math.max(1, sobjectCardinality * SELECTIVE_SHARE));
  const index: ExplainedPlan = { ...scan, cardinality, fields: leading, leadingOperationType: 'Index', relativeCost };
  return [index, scan].sort((a, b) => a.relativeCost - b.relativeCost);
}

function count(db: DatabaseSync, from: FromPlan): number {
  return Number(scalar(db, countOf(from)));
}

function countOf(from: FromPlan): Statement {
  return countStatement({ kind: 'count', from, limit: undefined, offset: 0 });
}

/** The fields by whose index SQLite finds the rows of the query's object: `SEARCH t0 USING INDEX "…" (OwnerId=?)`. */
function leadingFields(db: DatabaseSync, from: FromPlan): readonly string[] {
  const { sql, parameters } = countOf(from);
  const steps = runner(db, { sql: `EXPLAIN QUERY PLAN ${sql}`, parameters })();
  const used = steps.flatMap(step => /^SEARCH t0 USING .*\((.*)\)$/.exec(String(step.at(-1)))?.[1] ?? []);
  return [...new Set(used.join(' ').match(/\w+(?=[=<>])/g) ?? [])].sort();
}

/** What the index alone can tell: the parts of the condition that are about its fields. */
function leadingCondition(condition: Condition | undefined, leading: readonly string[]): Condition | undefined {
  if (condition?.kind !== 'and') return condition;
  const parts = condition.parts.filter(part => filteredFields(part).every(name => leading.includes(name)));
  return { kind: 'and', parts };
}

/** The fields of the query's own object that its conditions are about. */
function filteredFields(condition: Condition | undefined): readonly string[] {
  if (!condition) return [];
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(filteredFields);
    case 'not':
      return filteredFields(condition.part);
    default:
      return fieldsIn(condition.left);
  }
}

function fieldsIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'column':
      return expression.source.join ? [] : [expression.field.name];
    case 'typeName':
      return fieldsIn(expression.id);
    case 'dateFunction':
    case 'aggregate':
      return fieldsIn(expression.argument);
    case 'label':
    case 'rank':
    case 'grouping':
      return fieldsIn(expression.of);
    case 'distance':
      return [...fieldsIn(expression.latitude), ...fieldsIn(expression.longitude)];
    case 'nameColumn':
      return [];
    default:
      return expression satisfies never;
  }
}

const rounded = (cost: number): number => Math.round(cost * 1000) / 1000;
