// Where the browser comes back to after a sign-in.

/** Salesforce's answer in the browser. */
export interface Redirect {
  readonly params: URLSearchParams;
  /** Shows the outcome in the browser's tab, where that tab is ours: a title and a sentence, plain text. */
  finish(title: string, text: string): void;
}

/** A place that waits for one redirect. It is given up by disposing of it. */
export interface RedirectTarget extends AsyncDisposable {
  /** To register in the app, and to send. */
  readonly uri: string;
  /**
   * The one redirect that carries `state`. Rejects with LISTENER_TIMEOUT after `timeoutMs`, and with the signal's
   * reason when it is aborted.
   */
  redirect(state: string, timeoutMs: number, signal: AbortSignal): Promise<Redirect>;
}

/** The browser never came back: its page may show a refusal that Salesforce does not redirect. */
export class ListenerTimeout extends Error {
  readonly code = 'LISTENER_TIMEOUT';
}

/**
 * Waits for the first redirect that `offer` accepts. `listen` hands over how to offer one, which answers whether it was
 * taken, and gets back how to stop listening.
 */
export function firstRedirect(
  listen: (offer: (redirect: Redirect) => boolean) => () => void,
  state: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Redirect> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      stopListening();
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    const cancel = () => {
      stop();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new ListenerTimeout());
    }, timeoutMs);
    const stopListening = listen(redirect => {
      // Anybody may come to this place; only Salesforce's answer knows the state.
      if (redirect.params.get('state') !== state) return false;
      stop();
      resolve(redirect);
      return true;
    });
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
  });
}
