// What the history knows of runs, as plain data. No 'vscode' here.
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import type { RunProgress } from '../../../server/src/protocol/runs.ts';

/** A query that ran: what was asked and how it ended, never what came. */
export interface HistoryEntry {
  readonly id: string;
  /** When it was started, in milliseconds since 1970. */
  readonly at: number;
  readonly org: OrgKey;
  readonly orgName: string;
  readonly language: 'soql' | 'sosl';
  /** As it is written: names of bind variables, not their values. */
  readonly text: string;
  readonly outcome: Outcome;
}

export interface Outcome {
  readonly state: RunProgress['state'];
  readonly rows: number;
}

/** In characters. What is longer was made by a program, and would make each write of the file slow. */
const LONGEST_TEXT = 20_000;

/** The newest first, each text once, at most so many. */
export function withEntry(
  entries: readonly HistoryEntry[],
  entry: HistoryEntry,
  most: number,
): readonly HistoryEntry[] {
  if (entry.text === '' || entry.text.length > LONGEST_TEXT) return entries.slice(0, most);
  return [entry, ...entries.filter(({ text }) => text !== entry.text)].slice(0, most);
}

export const withOutcome = (entries: readonly HistoryEntry[], id: string, outcome: Outcome): readonly HistoryEntry[] =>
  entries.map(entry => (entry.id === id ? { ...entry, outcome } : entry));

/** The text to run again in the entry's org: where that is not the active one, the first line names it. */
export const textToRun = ({ org, text }: HistoryEntry, active: OrgKey | undefined, orgName: string): string =>
  org === active ? text : `// @org ${orgName}\n${text}`;
