// The org's limits and the share of its daily API calls in use.
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export interface LimitItem {
  /** Salesforce's name: DailyApiRequests. A nested one as `PermissionSets.CreateCustom`. */
  readonly name: string;
  readonly max: number;
  readonly remaining: number;
}

export const listLimits = request<{ readonly org: OrgKey }, { readonly limits: readonly LimitItem[] }>('limits/list');
/** Server to client: from the `Sforce-Limit-Info` header of the latest answer, when it changed. */
export const apiUsage = notification<{ readonly org: OrgKey; readonly used: number; readonly max: number }>(
  'limits/usage',
);
/** Client to server: how calls may be spent. Sent at start and at each change of the settings. */
export const requestPolicy = notification<{
  /** Requests at once, per org. */
  readonly atOnce: number;
  /** Percent of the daily calls above which nothing is sent; 100: never. */
  readonly stopAtPercent: number;
}>('limits/policy');
/** The user wants the calls above that share to be used too, until the server ends. */
export const useReservedCalls = request<{ readonly org: OrgKey }, null>('limits/useReserved');
