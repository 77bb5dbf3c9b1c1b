// The queries that ran, per org, on this machine only: a file for each org.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { type HistoryEntry, type Outcome, withEntry, withOutcome } from './entries.ts';

export type EntryPlace = Pick<HistoryEntry, 'org' | 'id'>;

export interface QueryHistory {
  add(entry: HistoryEntry): Promise<void>;
  /** Says how a run ended. Nothing where the entry was deleted meanwhile. */
  finish(place: EntryPlace, outcome: Outcome): Promise<void>;
  /** Of all orgs, the newest first. */
  list(): Promise<readonly HistoryEntry[]>;
  remove(place: EntryPlace): Promise<void>;
  clear(): Promise<void>;
  /** Forgets what is more than the setting now allows. */
  trim(): Promise<void>;
}

/** `most`: entries per org; 0 keeps none. */
export function createQueryHistory(dir: string, most: () => number): QueryHistory {
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: each step reads the file, so that the entries of other windows stay.
  const inTurn = <Result>(step: () => Promise<Result>): Promise<Result> => {
    const result = last.then(step);
    last = result.catch(() => undefined);
    return result;
  };
  const change = (file: string, edit: (entries: readonly HistoryEntry[]) => readonly HistoryEntry[]) =>
    inTurn(async () => writeEntries(file, edit(await readEntries(file))));
  const fileOf = (org: OrgKey) => path.join(dir, `${encodeURIComponent(org)}.json`);
  return {
    add: async entry => {
      if (most() > 0) await change(fileOf(entry.org), entries => withEntry(entries, entry, most()));
    },
    finish: ({ org, id }, outcome) => change(fileOf(org), entries => withOutcome(entries, id, outcome)),
    list: () =>
      inTurn(async () => {
        const all = await Promise.all((await filesOf(dir)).map(readEntries));
        return all.flat().sort((a, b) => b.at - a.at);
      }),
    remove: ({ org, id }) => change(fileOf(org), entries => entries.filter(entry => entry.id !== id)),
    clear: () => inTurn(() => fs.rm(dir, { recursive: true, force: true })),
    trim: async () => {
      for (const file of await filesOf(dir)) await change(file, entries => entries.slice(0, most()));
    },
  };
}

async function filesOf(dir: string): Promise<string[]> {
  const names = await fs.readdir(dir).catch(missing([]));
  return names.filter(name => name.endsWith('.json')).map(name => path.join(dir, name));
}

/** A file that is cut off or was written by hand counts as empty: a history is not worth a failure. */
async function readEntries(file: string): Promise<readonly HistoryEntry[]> {
  const text = await fs.readFile(file, 'utf8').catch(missing('[]'));
  try {
    const entries: unknown = JSON.parse(text);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

const isEntry = (value: unknown): value is HistoryEntry =>
  typeof value === 'object' && value !== null && 'text' in value && 'outcome' in value && 'org' in value;

/** Queries may quote what is nobody else's business: for the user's eyes only. */
async function writeEntries(file: string, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return fs.rm(file, { force: true });
  await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${randomUUID()}`;
  await fs.writeFile(next, JSON.stringify(entries), { mode: 0o600 });
  await fs.rename(next, file);
}

const missing =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw error;
  };
