import type { BulkUsage } from '../bulk/jobStore.ts';
import { json, type Reply } from '../http/reply.ts';
import { type ApiUsage, dailyApiRequests } from './usage.ts';

interface Limit {
  readonly Max: number;
  readonly Remaining: number;
}

/**
 * `GET /limits`: the limits of a Developer Edition. What this org does not do is not used up, so its `Remaining` is
 * its `Max`; API calls, batches and query jobs are counted.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm
 */
export function limitsReply(usage: ApiUsage, bulk: BulkUsage, versionNumber: number): Reply {
  const limits: Record<string, Limit & { readonly CreateCustom?: Limit }> = {};
  for (const [name, maximum] of Object.entries(maximums)) limits[nameIn(versionNumber, name)] = unused(maximum);
  limits.DailyApiRequests = used(dailyApiRequests, usage.used());
  limits[nameIn(versionNumber, 'DailyBulkApiBatches')] = used(maximums.DailyBulkApiBatches ?? 0, bulk.batches);
  limits.DailyBulkV2QueryJobs = used(maximums.DailyBulkV2QueryJobs ?? 0, bulk.queryJobs);
  limits.PermissionSets = { ...unused(1500), CreateCustom: unused(1000) };
  return json(200, limits);
}

function unused(maximum: number): Limit {
  return used(maximum, 0);
}

function used(maximum: number, count: number): Limit {
  return { Max: maximum, Remaining: Math.max(0, maximum - count) };
}

/** One limit changed its name in version 49. */
function nameIn(versionNumber: number, name: string): string {
  return name === 'DailyBulkApiBatches' && versionNumber < 49 ? 'DailyBulkApiRequests' : name;
}

const maximums: Readonly<Record<string, number>> = {
  AnalyticsExternalDataSizeMB: 40_960,
  CdpAiInferenceApiMonthlyLimit: 500_000_000,
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentEinsteinDataInsightsStoryCreation: 5,
  ConcurrentEinsteinDiscoveryStoryCreation: 2,
  ConcurrentSyncReportRuns: 20,
  ContentDistBandwidthLimitMB: 51_200,
  ContentDistViewLimit: 50_000,
  ContentPublicationLimit: 2500,
  DailyAnalyticsDataflowJobExecutions: 60,
  DailyAnalyticsUploadedFilesSizeMB: 51_200,
  DailyApexCursorLimit: 10_000,
  DailyApexCursorRowsLimit: 100_000_000,
  DailyApexPCursorLimit: 200_000,
  DailyApiRequests: 15_000,
  DailyAsyncApexExecutions: 250_000,
  DailyAsyncApexTests: 500,
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyBulkV2QueryJobs: 10_000,
  DailyDeliveredPlatformEvents: 10_000,
  DailyDurableGenericStreamingApiEvents: 10_000,
  DailyDurableStreamingApiEvents: 10_000,
  DailyEinsteinDataInsightsStoryCreation: 1000,
  DailyEinsteinDiscoveryOptimizationJobRuns: 25,
  DailyEinsteinDiscoveryPredictAPICalls: 50_000,
  DailyEinsteinDiscoveryPredictionsByCDC: 500_000,
  DailyEinsteinDiscoveryStoryCreation: 100,
  DailyFunctionsApiCallLimit: 50_000,
  DailyGenericStreamingApiEvents: 10_000,
  DailyMetadataRetrievesWithDependencies: 25,
  DailyServiceEmailAgentforceCalls: 5000,
  DailyStandardVolumePlatformEvents: 10_000,
  DailyStreamingApiEvents: 10_000,
  DailyWorkflowEmails: 8040,
  DataStorageMB: 5,
  DurableStreamingApiConcurrentClients: 20,
  ExternalServicesActiveObjects: 3000,
  ExternalServicesActiveOperations: 3000,
  ExternalServicesObjectProperties: 400_000,
  ExternalServicesObjects: 10_000,
  ExternalServicesOperations: 10_000,
  ExternalServicesRegistrations: 700,
  FileStorageMB: 20,
  HourlyAsyncReportRuns: 1200,
  HourlyDashboardRefreshes: 200,
  HourlyDashboardResults: 5000,
  HourlyDashboardStatuses: 999_999_999,
  HourlyElevateAsyncReportRuns: 1200,
  HourlyElevateSyncReportRuns: 500,
  HourlyLongTermIdMapping: 100_000,
  HourlyManagedContentPublicRequests: 50_000,
  HourlyODataCallout: 1000,
  HourlyPublishedPlatformEvents: 50_000,
  HourlyPublishedStandardVolumePlatformEvents: 1000,
  HourlyShortTermIdMapping: 100_000,
  HourlySyncReportRuns: 500,
  HourlyTimeBasedWorkflow: 1000,
  MassEmail: 10,
  MaxContentDocumentsLimit: 30_000_000,
  MonthlyEinsteinDiscoveryStoryCreation: 500,
  Package2VersionCreates: 6,
  Package2VersionCreatesWithoutValidation: 500,
  PermissionSets: 1500,
  PlatformEventTriggersWithParallelProcessing: 5,
  PrivateConnectOutboundCalloutHourlyLimitMB: 0,
  PublishCallbackUsageInApex: 5_242_880,
  ScheduledFlowRunLimit: 250_000,
  ScheduledPathRunLimit: 250_000,
  SingleEmail: 15,
  StreamingApiConcurrentClients: 20,
};
