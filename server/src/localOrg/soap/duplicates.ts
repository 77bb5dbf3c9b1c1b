import type { DuplicateResult, MatchResult } from '../storage/duplicatesError.ts';
import { element, textElement } from '../xml/xml.ts';
import { recordElement } from './recordElement.ts';

/** @see https://developer.salesforce.com/docs/platform/api/guide/sforce-api-objects-duplicateresult.html */
export function duplicateResultElement(result: DuplicateResult): string {
  return element('duplicateResult', [
    textElement('allowSave', result.allowSave),
    textElement('duplicateRule', result.duplicateRule),
    textElement('duplicateRuleEntityType', result.duplicateRuleEntityType),
    textElement('errorMessage', result.errorMessage),
    ...result.matchResults.map(matchResultElement),
  ]);
}

function matchResultElement({ entityType, matchEngine, matchRecords, rule, size, success }: MatchResult): string {
  const records = matchRecords.map(({ matchConfidence, record }) =>
    element('matchRecords', [
      textElement('matchConfidence', matchConfidence.toFixed(1)),
      recordElement('record', record),
    ]),
  );
  return element('matchResults', [
    textElement('entityType', entityType),
    textElement('matchEngine', matchEngine),
    ...records,
    textElement('rule', rule),
    textElement('size', size),
    textElement('success', success),
  ]);
}
