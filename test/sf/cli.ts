import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { CLI } from './install.ts';

export interface Cli {
  /** The folder in which commands run. */
  readonly folder: string;
  /** Runs `sf … --json` and gives `result`. Throws an Error with the CLI's own message when the command fails. */
  run(...args: readonly string[]): Promise<unknown>;
  /** Sets an environment variable for the commands to come. */
  set(name: string, value: string): void;
  /** Runs a command as it is, and gives what it prints. */
  print(...args: readonly string[]): Promise<string>;
  /** Writes a file for a command and gives its name. */
  file(name: string, content: string): string;
  /** Waits until the CLI opens a page in its browser. */
  openedPage(): Promise<string>;
}

/** The Salesforce CLI with a home and a browser of its own, which only notes what it should open. */
export async function createCli(folder: string): Promise<Cli> {
  const page = path.join(folder, 'opened-page');
  const browser = path.join(folder, 'browser');
  const note = `#!/bin/sh\nprintf %s "$1" > '${page}.new'\nmv '${page}.new' '${page}'\n`;
  fs.writeFileSync(browser, note, { mode: 0o755 });
  const project = { packageDirectories: [{ path: 'app' }], oauthLocalPort: `${await freePort()}` };
  fs.writeFileSync(path.join(folder, 'sfdx-project.json'), JSON.stringify(project));
  fs.mkdirSync(path.join(folder, 'app'));
  const options: { cwd: string; env: NodeJS.ProcessEnv; maxBuffer: number } = {
    cwd: folder,
    env: { ...process.env, ...quiet, HOME: folder, BROWSER: browser },
    maxBuffer: 64 * 1024 * 1024,
  };
  return {
    folder,
    set(name, value) {
      options.env[name] = value;
    },
    async run(...args) {
      const { output, error } = await execute([...args, '--json'], options);
      const answer = JSON.parse(output || 'null') as { status?: number; result?: unknown; message?: string } | null;
      if (answer?.status === 0) return answer.result;
      throw new Error(`sf ${args.join(' ')}: ${answer?.message ?? error}`);
    },
    async print(...args) {
      const { output, error } = await execute(args, options);
      if (error !== '') throw new Error(`sf ${args.join(' ')}: ${error}\n${output}`);
      return output;
    },
    file(name, content) {
      fs.writeFileSync(path.join(folder, name), content);
      return name;
    },
    async openedPage() {
      const watcher = fs.promises.watch(folder);
      if (!fs.existsSync(page)) for await (const _ of watcher) if (fs.existsSync(page)) break;
      return fs.readFileSync(page, 'utf8');
    },
  };
}

/** No telemetry, no update, no keychain of the user. */
const quiet = {
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_DOMAIN_RETRY: '0',
};

interface Printed {
  readonly output: string;
  /** Empty when the command succeeded. */
  readonly error: string;
}

function execute(args: readonly string[], options: object): Promise<Printed> {
  const { promise, resolve } = Promise.withResolvers<Printed>();
  execFile(process.execPath, [CLI, ...args], { ...options, encoding: 'utf8' }, (failure, output, error) =>
    resolve({ output, error: failure === null ? '' : error || failure.message }),
  );
  return promise;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
