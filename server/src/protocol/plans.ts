// Query plans: how the org would run a statement, without running it.
import { request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export interface PlanItem {
  /** Rows that the leading operation gives, estimated. */
  readonly cardinality: number;
  /** Fields whose index leads. */
  readonly fields: readonly string[];
  /** `Index`, `Sharing`, `TableScan` or `Other`. */
  readonly leadingOperation: string;
  readonly notes: readonly {
    readonly description: string;
    readonly fields: readonly string[];
    readonly object: string;
  }[];
  /** Above 1 the query is not selective. */
  readonly relativeCost: number;
  /** Rows of the object. */
  readonly objectCardinality: number;
  readonly object: string;
}

/**
 * Asks the org for the plans of the statement at `offset` of an open document; costs one API call. The cheapest comes
 * first: it is the one that the org takes. Until the statement changes its lens tells that cost, and filters that make it
 * high are marked.
 */
export const explainStatement = request<
  {
    readonly org: OrgKey;
    readonly uri: string;
    readonly offset: number;
    readonly binds?: Readonly<Record<string, string>>;
  },
  { readonly statement: string; readonly plans: readonly PlanItem[] }
>('plans/explain');
