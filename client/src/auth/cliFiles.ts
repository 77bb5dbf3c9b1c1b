// The files of the Salesforce CLI that hold no secrets.
import fs from 'node:fs/promises';
import path from 'node:path';

type Aliases = Readonly<Record<string, string>>;

/** Usernames by alias, from the CLI's folder (`~/.sfdx`). */
export async function readAliases(folder: string): Promise<Aliases> {
  const { orgs } = ((await readJson(path.join(folder, 'alias.json'))) ?? {}) as { readonly orgs?: Aliases };
  return Object.fromEntries(Object.entries(orgs ?? {}).filter(([, username]) => typeof username === 'string'));
}

/** undefined for what cannot be read: the files are not ours, and one bad one must not hide the others. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
