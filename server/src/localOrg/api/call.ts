import { notFound } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { StoredToken } from '../oauth/tokenStore.ts';

/** A request to the REST API whose version and session have been checked. */
export interface ApiCall {
  readonly request: OrgRequest;
  readonly session: StoredToken;
  /** As `66.0`: links in the answer use the version of the request. */
  readonly version: string;
  readonly versionNumber: number;
}

/** Patterns are relative to `/services/data/vXX.X`. */
export type ApiRoute = Route<ApiCall>;

/** The path of a resource in the version of the request. */
export function resourcePath(call: ApiCall, ...segments: readonly string[]): string {
  return ['/services/data', `v${call.version}`, ...segments].join('/');
}

/** Routes that exist from an API version on: requests in an older one find nothing there. */
export function sinceVersion(version: number, routes: readonly ApiRoute[]): readonly ApiRoute[] {
  return routes.map(route => ({
    ...route,
    handle(call, params) {
      if (call.versionNumber < version) throw notFound();
      return route.handle(call, params);
    },
  }));
}
