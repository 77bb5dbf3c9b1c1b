import type { ActiveSession, FlowId, StoredSession } from '../session.ts';

/** The least that works: the API, and refreshing without the user. */
export const SCOPES: readonly string[] = ['api', 'refresh_token'];

export interface SignInRequest {
  readonly scopes: readonly string[];
  /** Origin to sign in at, where it is known: signing in again asks nothing. */
  readonly loginUrl?: string;
  readonly username?: string;
}

/** What this window can do; it decides which flows are offered. */
export interface Place {
  /** Whether the user's browser reaches a port of the machine that the extension runs on. */
  readonly loopbackReachable: boolean;
  /** Whether the Salesforce CLI has orgs on that machine. */
  readonly cliOrgs: boolean;
  /** Whether the settings name an app of the user's own. */
  readonly ownApp: boolean;
}

/** A way to sign in, with all that its sessions need later. */
export interface Flow {
  readonly id: FlowId;
  readonly label: string;
  readonly detail: string;
  /** Codicon name. */
  readonly icon: string;
  isPossible(place: Place): boolean;
  /** Throws CancellationError when the user stops it, else a Problem in words. */
  signIn(request: SignInRequest): Promise<ActiveSession>;
  /** The session ready for requests: what runs only on demand is running, and its address is current. */
  prepare(session: StoredSession): Promise<StoredSession>;
  /** The session with a new access token. Throws with code SIGN_IN_REQUIRED when only the user can help. */
  renew(session: StoredSession): Promise<ActiveSession>;
  /**
   * Whether Salesforce still takes the refresh token, which is not used up by the question. Throws with code
   * OAUTH_REFUSED where the app may not ask.
   */
  isAlive?(session: StoredSession): Promise<boolean>;
  /** Ends the session at Salesforce. */
  revoke(session: StoredSession): Promise<void>;
}
