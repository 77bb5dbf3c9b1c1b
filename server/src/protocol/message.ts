/** A request of this protocol: its method name, carrying the types of its parameters and its result. */
export interface RequestMessage<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

export interface NotificationMessage<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

export const request = <Params, Result>(method: string): RequestMessage<Params, Result> => ({ method });
export const notification = <Params>(method: string): NotificationMessage<Params> => ({ method });

/** What a failed request carries in its error's `data`: one message for the user, and what to do next. */
export interface ErrorData {
  /** Stable: Salesforce's own errorCode, or one of ours (ORG_UNREACHABLE, SIGN_IN_REQUIRED, CANCELLED …). */
  readonly code: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** A step that the client can offer as a button. */
  readonly nextStep?:
    | 'signIn'
    | 'connect'
    | 'retry'
    | 'showLog'
    | 'startLocalOrg'
    | 'editQuery'
    | 'useReservedCalls'
    | 'openSettings';
}
