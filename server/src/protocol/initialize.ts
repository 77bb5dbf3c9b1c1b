// What the client tells the server once, as LSP `initializationOptions`.

export interface InitializationOptions {
  /** Folder for cached schema. It may be deleted at any time. */
  readonly cacheDir: string;
  /** Folder for the rows of large results while they are shown. Nothing in it outlives the server. */
  readonly resultsDir: string;
  /** Folder of the bulk jobs, which must outlive everything. Without one they lie beside the schema. */
  readonly jobsDir?: string;
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
  /** Also help with the queries in Apex, TypeScript and JavaScript files. */
  readonly embedded?: boolean;
  /** One log line per request to Salesforce: method, path without its query, status, time. */
  readonly traceRequests?: boolean;
  /** Log lines for a support case, without tokens, bodies, query values and ids of records. */
  readonly logHttp?: boolean;
  /** File with the words of the user's language (`vscode.l10n.uri`); without one they are English. */
  readonly words?: string;
}
