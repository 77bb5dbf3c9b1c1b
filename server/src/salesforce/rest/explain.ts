import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

/** Why a plan is as it is: usually a filter that no index helps. */
export interface PlanNote {
  readonly description: string;
  readonly fields: readonly string[];
  /** API name of the object that the fields belong to. */
  readonly object: string;
}

/** One way in which the org could run the query. */
export interface QueryPlan {
  /** Rows that the leading operation gives, estimated. */
  readonly cardinality: number;
  /** Fields whose index leads. */
  readonly fields: readonly string[];
  /** `Index`, `Sharing`, `TableScan` or `Other`. */
  readonly leadingOperation: string;
  readonly notes: readonly PlanNote[];
  /** Above 1 the query is not selective. */
  readonly relativeCost: number;
  /** Rows of the object. */
  readonly objectCardinality: number;
  readonly object: string;
}

/**
 * How the org would run a query, without running it: the cheapest plan first, which is the one that it takes. The
 * Tooling API explains queries of its own objects in the same way.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query_explain.htm
 */
export async function explainQuery(
  transport: Transport,
  version: string,
  soql: string,
  { tooling, signal }: { readonly tooling: boolean; readonly signal?: AbortSignal | undefined },
): Promise<QueryPlan[]> {
  const path = dataPath(version, `${tooling ? 'tooling/' : ''}query?explain=${encodeURIComponent(soql)}`);
  const answer = await transport.request({ path, signal, long: true });
  const value = jsonOf(answer) as { readonly plans?: unknown } | null;
  if (!Array.isArray(value?.plans)) throw badAnswer('The explanation of the query has no plans.', answer);
  return value.plans.map(planOf).sort((a, b) => a.relativeCost - b.relativeCost);
}

function planOf(plan: Readonly<Record<string, unknown>>): QueryPlan {
  const notes = Array.isArray(plan.notes) ? plan.notes : [];
  return {
    cardinality: Number(plan.cardinality ?? 0),
    fields: textsOf(plan.fields),
    leadingOperation: String(plan.leadingOperationType ?? 'Other'),
    notes: notes.map(note => ({
      description: String(note.description ?? ''),
      fields: textsOf(note.fields),
      object: String(note.tableEnumOrId ?? ''),
    })),
    relativeCost: Number(plan.relativeCost ?? 0),
    objectCardinality: Number(plan.sobjectCardinality ?? 0),
    object: String(plan.sobjectType ?? ''),
  };
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
