// The document of "Salesforce: Diagnose". In English: it is for whoever reads the report. No 'vscode' here.

export interface RecentError {
  /** ISO 8601. */
  readonly at: string;
  /** The command that failed, or `background`. */
  readonly what: string;
  readonly code: string;
}

export interface Diagnosis {
  readonly versions: Readonly<Record<string, string>>;
  readonly orgs: readonly {
    readonly kind: string;
    readonly host: string;
    readonly apiVersion: string;
    readonly state: string;
  }[];
  readonly connection: { readonly answer: string; readonly limits: readonly string[] } | undefined;
  readonly proxy: {
    readonly url?: string;
    readonly noProxy?: readonly string[];
    readonly strictSSL?: boolean;
    /** Names of variables that are set. */
    readonly environment: readonly string[];
  };
  readonly cache: { readonly files: number; readonly bytes: number };
  readonly errors: readonly RecentError[];
}

export function diagnosisDocument({ versions, orgs, connection, proxy, cache, errors }: Diagnosis): string {
  return [
    '# Salesforce Integration Workbench: diagnosis',
    'It holds no tokens, names of users, queries or records. Host names tell which orgs these are.',
    '## Versions',
    list(Object.entries(versions).map(([name, value]) => `${name}: ${value}`)),
    '## Orgs',
    list(orgs.map(({ kind, host, apiVersion, state }) => `${kind}, ${host}, API ${apiVersion}, ${state}`)),
    '## Connection',
    list(connection ? [`The active org answers: ${connection.answer}`] : []),
    '## Limits that are nearly used up',
    list(connection?.limits ?? []),
    '## Proxy',
    list([
      `http.proxy: ${proxy.url ? redacted(proxy.url) : 'none'}`,
      `http.noProxy: ${proxy.noProxy?.length ?? 0} entries`,
      `http.proxyStrictSSL: ${proxy.strictSSL ?? true}`,
      `From the environment: ${proxy.environment.join(', ') || 'none'}`,
    ]),
    '## Schema cache',
    list([`${cache.files} files, ${(cache.bytes / 1e6).toFixed(1)} MB`]),
    '## Last errors',
    list(errors.map(({ at, what, code }) => `${at} ${what}: ${code}`)),
    '',
  ].join('\n\n');
}

const list = (lines: readonly string[]) => (lines.length > 0 ? lines.map(line => `- ${line}`).join('\n') : 'None.');

/** A proxy's address may carry a password. */
function redacted(address: string): string {
  if (!URL.canParse(address)) return 'set, but not an address';
  const url = new URL(address);
  return `${url.protocol}//${url.username || url.password ? '***@' : ''}${url.host}`;
}
