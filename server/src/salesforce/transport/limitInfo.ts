export interface ApiUsage {
  readonly used: number;
  readonly max: number;
}

/**
 * Reads `Sforce-Limit-Info: api-usage=118/15000`, which may go on with `; per-app-api-usage=17/250(appName=x)`.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
 */
export function parseLimitInfo(header: string | undefined): ApiUsage | undefined {
  const match = /(?:^|[\s;,])api-usage=(\d+)\/(\d+)/.exec(header ?? '');
  return match ? { used: Number(match[1]), max: Number(match[2]) } : undefined;
}
