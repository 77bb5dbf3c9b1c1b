import { ApiError } from '../errors.ts';

/** One matching rule and the records that it found. */
export interface MatchResult {
  readonly entityType: string;
  readonly errors: readonly never[];
  readonly matchEngine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  readonly matchRecords: readonly MatchRecord[];
  readonly rule: string;
  readonly size: number;
  readonly success: true;
}

export interface MatchRecord {
  readonly additionalInformation: readonly never[];
  readonly fieldDiffs: readonly never[];
  /** Percent. */
  readonly matchConfidence: number;
  readonly record: {
    readonly attributes: { readonly type: string; readonly url: string };
    readonly Id: string;
    readonly [field: string]: unknown;
  };
}

/** @see https://developer.salesforce.com/docs/platform/api/guide/sforce-api-objects-duplicateresult.html */
export interface DuplicateResult {
  /** Whether the header `allowSave` would help. */
  readonly allowSave: boolean;
  readonly duplicateRule: string;
  readonly duplicateRuleEntityType: string;
  readonly errorMessage: string;
  readonly matchResults: readonly MatchResult[];
}

/** A duplicate rule found records like the one that is saved. */
export class DuplicatesError extends ApiError {
  readonly duplicateResult: DuplicateResult;

  constructor(duplicateResult: DuplicateResult) {
    super(400, 'DUPLICATES_DETECTED', duplicateResult.errorMessage);
    this.duplicateResult = duplicateResult;
  }

  /** Real orgs spell the key like this, and have no `fields`: recorded in versions 50.0, 54.0 and 56.0. */
  override toJSON() {
    const { errorCode, message } = this;
    return { duplicateResut: this.duplicateResult, errorCode, message };
  }
}
