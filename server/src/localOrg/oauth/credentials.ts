import { randomBytes } from 'node:crypto';
import type { Settings } from '../admin/settings.ts';

/** What proves to the org who asks for tokens. */
export interface Credentials {
  /** Of the org's user. */
  readonly password: string;
  /** Of the client `LocalOrgIntegration`. */
  readonly clientSecret: string;
}

/**
 * Random for each org, and kept with it: every user of this computer can reach the port, so a well-known password
 * would be none. What is `wanted` holds for this run only.
 */
export function openCredentials(settings: Settings, wanted: Partial<Credentials>): Credentials {
  const kept = (name: keyof Credentials): string => {
    const secret = settings.get(name) ?? randomBytes(16).toString('hex');
    settings.set(name, secret);
    return secret;
  };
  return {
    password: wanted.password ?? kept('password'),
    clientSecret: wanted.clientSecret ?? kept('clientSecret'),
  };
}
