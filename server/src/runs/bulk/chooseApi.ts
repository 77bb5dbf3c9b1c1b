import type { IngestOperation } from '../../salesforce/bulk/ingest.ts';

export interface ApiChoice<Api extends string> {
  readonly api: Api;
  /** The reason, for the user. */
  readonly why: WhyApi;
}

/** In words: `lsp` has them. */
export type WhyApi =
  | 'belowThreshold'
  | 'aboveThreshold'
  | 'hardDelete'
  | 'asked'
  /** The Bulk API does not take the query, or its texts do not tell what the file has to. */
  | 'notInBulk'
  | 'format'
  /** The org did not say in time what the query reads. */
  | 'notDescribed';

/** What a piece of work is, as far as the choice depends on it. */
export type Work =
  | { readonly kind: 'load'; readonly operation: IngestOperation; readonly rows: number }
  /** `asked`: the user has named the Bulk API. `obstacle`: what it cannot do. */
  | {
      readonly kind: 'export';
      readonly rows: number;
      readonly asked: boolean;
      readonly obstacle?: 'notInBulk' | 'format' | 'notDescribed' | undefined;
    };

/**
 * The one place that decides which API a piece of work uses. `threshold`: rows up to which single calls are quicker
 * and cheaper than a job.
 */
export function chooseApi(work: Work, threshold: number): ApiChoice<'rest' | 'collections' | 'bulk'> {
  switch (work.kind) {
    case 'export':
      if (work.asked) return { api: 'bulk', why: 'asked' };
      if (work.rows <= threshold) return { api: 'rest', why: 'belowThreshold' };
      return work.obstacle ? { api: 'rest', why: work.obstacle } : { api: 'bulk', why: 'aboveThreshold' };
    case 'load':
      // No other API removes records for good.
      if (work.operation === 'hardDelete') return { api: 'bulk', why: 'hardDelete' };
      return work.rows > threshold
        ? { api: 'bulk', why: 'aboveThreshold' }
        : { api: 'collections', why: 'belowThreshold' };
    default:
      return work satisfies never;
  }
}
