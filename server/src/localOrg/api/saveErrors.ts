import type { ApiError } from '../errors.ts';
import type { DuplicateResult } from '../storage/duplicatesError.ts';

/** The error of one record where a request carries several: collections, trees, and CSV results of Bulk API 2.0. */
export interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** Only SOAP tells it. */
  readonly duplicateResult?: DuplicateResult;
}

/**
 * What a single-record request would answer, as an error of one record among several. There, a record that does not
 * exist is no missing resource but a bad reference.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
export function saveError({ errorCode, message, fields }: ApiError): SaveError {
  if (errorCode === 'NOT_FOUND') {
    return { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
  }
  return { statusCode: errorCode, message, fields: fields ?? [] };
}
