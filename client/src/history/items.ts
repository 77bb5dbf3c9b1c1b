// How the entries of the history read in a list. No 'vscode' here.
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
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = ({ label, detail }: HistoryLook) => `${label}\n${detail}`.toLowerCase();
  return looks.filter(look => words.every(word => texts(look).includes(word)));
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
