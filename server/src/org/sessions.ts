import { singleFlight } from '../base/singleFlight.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import type { Token, TokenSource } from '../salesforce/transport/transport.ts';

/** Why there is no token: SIGN_IN_REQUIRED where only the user can help. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Asks the owner of the tokens for one. `rejected` is the token that Salesforce has just refused. */
export type AskToken = (org: string, rejected?: string) => Promise<Token | { readonly refused: Refusal }>;

/** The access tokens of this process: one per org, in memory only. */
export interface Sessions {
  of(org: string): TokenSource;
  /** After a sign-out, or when the org has moved. */
  forget(org: string): void;
}

/** However many requests of an org wait for a token, its owner is asked once. */
export function createSessions(ask: AskToken): Sessions {
  const tokens = new Map<string, Token>();
  const rejected = new Map<string, string>();
  const renew = singleFlight(async (org: string) => {
    const answer = await ask(org, rejected.get(org));
    if ('refused' in answer) throw new SalesforceError(answer.refused);
    tokens.set(org, answer);
    rejected.delete(org);
    return answer;
  });
  const renewOnce = (org: string, refused: string | undefined) => {
    if (refused !== undefined) rejected.set(org, refused);
    return renew(org);
  };
  return {
    of: org => ({
      async get(refused) {
        const current = tokens.get(org);
        if (current && current.accessToken !== refused) return current;
        const token = await renewOnce(org, refused);
        // What others were waiting for may be the very token that was refused here.
        return token.accessToken === refused ? renewOnce(org, refused) : token;
      },
    }),
    forget(org) {
      tokens.delete(org);
      rejected.delete(org);
    },
  };
}
