// How the entries of the history read in a list. No 'vscode' here.
import { wordFilter } from '../host/wordFilter.ts';
import { numberText, timeText, type Words } from '../host/words.ts';
import type { HistoryEntry, Outcome } from './entries.ts';

/** What a list shows of an entry. */
export interface HistoryLook {
  /** The whole query in one line: a list searches in it, and cuts what does not fit. */
  readonly label: string;
  /** When, where, and how it ended. Below the query, where a long one does not push it out. */
  readonly detail: string;
}

export function lookOf({ text, at, orgName, outcome }: HistoryEntry, words: Words): HistoryLook {
  const detail = [timeText(at, words), orgName, outcomeText(outcome, words)].join(' · ');
  return { label: text.replace(/\s+/g, ' ').trim(), detail };
}

/** Those whose look contains every word of the filter, as in the views. */
export function matching<Look extends HistoryLook>(looks: readonly Look[], filter: string): readonly Look[] {
  const fits = wordFilter(filter);
  return looks.filter(({ label, detail }) => fits(`${label}\n${detail}`));
}

function outcomeText({ state, rows }: Outcome, words: Words): string {
  const count = words.t('rows: {0}', numberText(rows, words));
  switch (state) {
    case 'done':
      return count;
    case 'paused':
      return `${count}, ${words.t('paused')}`;
    case 'cancelled':
      return `${count}, ${words.t('cancelled')}`;
    case 'failed':
      return words.t('failed');
    // It runs, or the window was closed before it ended.
    case 'running':
      return words.t('not finished');
    default:
      return state satisfies never;
  }
}
