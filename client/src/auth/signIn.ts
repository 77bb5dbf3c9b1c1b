import { SCOPES, type SignInRequest } from './flows/flow.ts';
import { type Flows, pickFlow } from './flows/flows.ts';
import type { ActiveSession, FlowId } from './session.ts';
import type { SessionStore } from './sessionStore.ts';

export interface ConnectRequest extends Partial<SignInRequest> {
  /** Without it the user chooses. */
  readonly flow?: FlowId;
}

export type SignIn = (request?: ConnectRequest) => Promise<ActiveSession>;

/** Signs in by one of the flows and keeps the session. */
export const createSignIn =
  (flows: Flows, store: SessionStore): SignIn =>
  async ({ flow, ...request } = {}) => {
    const chosen = flow ? flows[flow] : await pickFlow(flows);
    const session = await chosen.signIn({ ...request, scopes: request.scopes?.length ? request.scopes : SCOPES });
    await store.write(session);
    return session;
  };
