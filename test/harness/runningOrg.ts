import fs from 'node:fs';
import path from 'node:path';
import { type Options, parseOptions } from '../../server/src/localOrg/admin/options.ts';
import { defaultStateFolder } from '../../server/src/localOrg/admin/stateFolder.ts';

/** What the local org's process ends with when another one holds the folder. */
export const ALREADY_RUNNING = 3;

const ANSWER_MS = 2_000;

/** The address of the org that runs on this folder. One that crashed leaves its file behind: only an answer counts. */
export async function runningOrg(stateFolder: string): Promise<string | undefined> {
  try {
    const { origin, adminToken } = JSON.parse(fs.readFileSync(path.join(stateFolder, 'local-org.json'), 'utf8'));
    const headers = { authorization: `Bearer ${adminToken}` };
    const { ok } = await fetch(`${origin}/local-org/log`, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
    return ok ? origin : undefined;
  } catch {
    return undefined;
  }
}

/** What to tell a user whose command line asks for an org that runs already; undefined where it may start. */
export async function whyNotStart(args: readonly string[]): Promise<string | undefined> {
  const options = readable(args);
  if (!options || options.memory) return undefined;
  const folder = path.resolve(options.stateFolder ?? defaultStateFolder());
  const origin = await runningOrg(folder);
  if (origin === undefined) return undefined;
  return `The local org in ${folder} is already running at ${origin}.
Use that one: its user and password are in ${path.join(folder, 'local-org.json')}.
Or stop it where it was started, or start another one with --memory or --state-dir DIR.`;
}

/** undefined for what the command itself has to answer: a wrong usage, or the question for help. */
function readable(args: readonly string[]): Options | undefined {
  try {
    const options = parseOptions(args);
    return options === 'help' ? undefined : options;
  } catch {
    return undefined;
  }
}
