import { t } from '@vscode/l10n';
import type { WhyApi } from '../runs/bulk/chooseApi.ts';
import { numberText } from './numberText.ts';

/** Why an API was chosen. `obstacle`: what of the query the Bulk API does not take or tell. */
export function whyWords(
  why: WhyApi,
  { threshold, obstacle = '' }: { readonly threshold: number; readonly obstacle?: string | undefined },
): string {
  switch (why) {
    case 'belowThreshold':
      return t('Up to {0} rows that is quicker than a job of the Bulk API.', numberText(threshold));
    case 'aboveThreshold':
      return t('Above {0} rows that costs fewer calls, and the org works on them by itself.', numberText(threshold));
    case 'hardDelete':
      return t('Only the Bulk API can delete for good.');
    case 'asked':
      return t('You asked for the Bulk API.');
    case 'notInBulk':
      return t('Bulk API 2.0 does not support {0}.', obstacle);
    case 'format':
      return t('The Bulk API answers text only, which does not tell {0}.', obstacle);
    case 'notDescribed':
      return t('The org does not tell what the query reads, which the Bulk API needs. Try again later.');
    default:
      return why satisfies never;
  }
}
