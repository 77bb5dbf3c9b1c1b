// How the client starts the server, and what it tells it once, as LSP `initializationOptions`.

/**
 * For Node. V8 lets the space for new objects grow to 32 MB, three times over, while the descriptions of many objects
 * are read: this bound halves what the process takes and costs completion nothing that can be measured.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=8'];

export interface InitializationOptions {
  /** Folder for cached schema. It may be deleted at any time. */
  readonly cacheDir: string;
  /** How requests name us to Salesforce (`Sforce-Call-Options: client=…`). */
  readonly clientName: string;
  /** `67.0`, for orgs that name none; without it the server asks each org for its newest. */
  readonly apiVersion?: string;
  /** VS Code's proxy settings: the server process does not inherit them. */
  readonly proxy?: {
    readonly url?: string;
    readonly noProxy?: readonly string[];
    readonly strictSSL: boolean;
  };
  /** One log line per request to Salesforce: method, path without its query, status, time. */
  readonly traceRequests?: boolean;
}
