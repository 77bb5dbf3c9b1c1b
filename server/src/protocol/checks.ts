// Checking query files that no editor shows.
import { request } from './message.ts';
import type { OrgKey } from './orgs.ts';

/** Lines and characters count from 0, as in LSP. */
export interface QueryPosition {
  readonly line: number;
  readonly character: number;
}

export interface QueryProblem {
  readonly start: QueryPosition;
  readonly end: QueryPosition;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly code: string;
  /** Salesforce's page about it. */
  readonly page?: string;
}

/** Everything that is wrong with a text for this org. Waits for the schema that it needs: a call for each object at most. */
export const checkQueries = request<
  { readonly org: OrgKey; readonly text: string },
  { readonly problems: readonly QueryProblem[] }
>('queries/check');
