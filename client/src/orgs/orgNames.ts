// What a file, a setting or a project may call an org.
import type { StoredSession } from '../auth/session.ts';

/** The names of an org, best first. One name may belong to several: the first org then counts. */
export function namesOf(
  { username, name, instanceUrl, kind }: Pick<StoredSession, 'username' | 'name' | 'instanceUrl' | 'kind'>,
  aliases: Readonly<Record<string, string>>,
): readonly string[] {
  const own = Object.keys(aliases).filter(alias => aliases[alias]?.toLowerCase() === username.toLowerCase());
  const { hostname } = new URL(instanceUrl);
  const myDomain = /^([\w-]+)\..*my\.salesforce\.com$/.exec(hostname)?.[1];
  return [...own, username, name, ...(myDomain ? [myDomain] : []), ...(kind === 'local' ? ['local'] : [])];
}

/** The org that goes by a name; case does not count. */
export function orgNamed<Org extends { readonly names: readonly string[] }>(
  orgs: readonly Org[],
  name: string | undefined,
): Org | undefined {
  const wanted = name?.toLowerCase();
  return orgs.find(({ names }) => names.some(one => one.toLowerCase() === wanted));
}

/** What a setting holds for an org, under one of its names; case does not count. */
export function valueFor(names: readonly string[], byName: Readonly<Record<string, string>>): string | undefined {
  const entry = Object.entries(byName).find(([name]) => orgNamed([{ names }], name));
  return entry?.[1];
}

/** The API version that a setting names, `67.0`. It becomes part of addresses: what is no version counts as none. */
export const versionOf = (setting: string): string | undefined => /^\s*(\d{2,3}\.0)\s*$/.exec(setting)?.[1];

/** The best name of an org that no other one of these has. Its username is unique enough. */
export function tellingName<Org extends { readonly names: readonly string[]; readonly username: string }>(
  org: Org,
  orgs: readonly Org[],
): string {
  return org.names.find(name => orgs.filter(other => orgNamed([other], name)).length === 1) ?? org.username;
}
