export interface Workbench {
  /** `127.0.0.1:port` of a code-server */
  authority: string;
  /** Absolute path of the folder to open. */
  folder: string;
  /** Runs this module in the extension host and reports its outcome; needs a code-server with `testHooks`. */
  tests?: { extension: string; module: string };
  /** Of the window, its extensions included. Default: info. */
  logLevel?: 'trace';
}

/** The address that opens VS Code in a browser. */
export function workbenchUrl({ authority, folder, tests, logLevel }: Workbench): string {
  const address = `http://${authority}/?folder=${encodeURI(folder)}`;
  const payload = [...(logLevel ? [['logLevel', logLevel]] : []), ...(tests ? testPayload(authority, tests) : [])];
  return payload.length > 0 ? `${address}&payload=${encodeURIComponent(JSON.stringify(payload))}` : address;
}

function testPayload(authority: string, tests: NonNullable<Workbench['tests']>): string[][] {
  const remote = (file: string) => `vscode-remote://${authority}${file}`;
  return [
    ['extensionDevelopmentPath', remote(tests.extension)],
    ['extensionTestsPath', remote(tests.module)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
}
