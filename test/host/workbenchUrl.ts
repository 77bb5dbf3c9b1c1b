export interface Workbench {
  /** `127.0.0.1:port` of a code-server */
  authority: string;
  /** Absolute path of the folder to open. */
  folder: string;
  /** Runs this module in the extension host and reports its outcome; needs a code-server with `testHooks`. */
  tests?: { extension: string; module: string };
}

/** The address that opens VS Code in a browser. */
export function workbenchUrl({ authority, folder, tests }: Workbench): string {
  const address = `http://${authority}/?folder=${encodeURI(folder)}`;
  if (!tests) return address;
  const remote = (file: string) => `vscode-remote://${authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(tests.extension)],
    ['extensionTestsPath', remote(tests.module)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  return `${address}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
