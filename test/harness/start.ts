import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../scripts/node24.mjs';
import { step } from '../../scripts/step.mjs';
import { startCodeServer } from '../host/codeServer.ts';
import { ensureHost } from '../host/install.ts';
import { type ProcessGroup, startGroup } from '../host/processGroup.ts';
import { SETTINGS } from '../host/settings.ts';
import { workbenchUrl } from '../host/workbenchUrl.ts';
import { desktopVsCode, hasScreen, onPath } from './desktop.ts';
import { runningOrg } from './runningOrg.ts';
import { copySample } from './sample.ts';

const DATA = path.join(ROOT, '.vscode-host');
const LOCAL_ORG = path.join(DATA, 'local-org');
/** What is ready that soon needs no words. */
const QUIET = { quietForMs: 3_000 };
const DEFAULT_PORT = 8137; // the same each time: VS Code in a browser keeps secrets per origin

/** What to tell a user who has started it already; undefined where it may start. */
export async function whyNotStart(): Promise<string | undefined> {
  const origin = await runningOrg(LOCAL_ORG);
  if (origin === undefined) return undefined;
  return `It is already running: its local org is at ${origin}.
Use the VS Code that it opened, or end it with Ctrl-C where it was started, and start again.`;
}

/** Opens VS Code and the local org, and keeps them until VS Code ends or Ctrl-C. Returns the exit code. */
export async function start(): Promise<number> {
  const workspace = copySample(DATA);
  const org = startGroup(process.execPath, [path.join(ROOT, 'dist/localOrg.cjs'), '--state-dir', LOCAL_ORG], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await step('Starting the local org', () => untilReady(org), QUIET);
    // The client uses this folder for its local org, and so finds the one that runs.
    const env = { SALESFORCE_WORKBENCH_LOCAL_ORG: LOCAL_ORG };
    const executable = await desktopVsCode({ installed: true });
    return executable ? await inDesktop(executable, workspace, env) : await inBrowser(workspace, env);
  } finally {
    await org.stop();
  }
}

async function untilReady(org: ProcessGroup): Promise<void> {
  const file = path.join(LOCAL_ORG, 'local-org.json');
  const ended = org.exited.then(code => ({ code }));
  for (;;) {
    const end = await Promise.race([ended, delay(50)]);
    if (end) throw new Error(`The local org ended with exit code ${end.code}.`);
    if (!fs.existsSync(file)) continue;
    const { pid, origin, username, password } = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (pid !== org.pid) continue; // left by one that crashed
    console.log(`Local org:  ${origin}   user ${username}, password ${password}`);
    return;
  }
}

async function inDesktop(executable: string, workspace: string, env: Record<string, string>): Promise<number> {
  const userDir = path.join(DATA, 'desktop');
  const settingsFile = path.join(userDir, 'User/settings.json');
  if (!fs.existsSync(settingsFile)) {
    fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
    fs.writeFileSync(settingsFile, JSON.stringify(SETTINGS, null, 2));
  }
  const profile = ['--user-data-dir', userDir, '--extensions-dir', path.join(DATA, 'desktop-extensions')];
  const args = [`--extensionDevelopmentPath=${ROOT}`, ...profile, '--skip-welcome', workspace];
  const editor = startGroup(executable, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  console.log(`VS Code:    ${executable}\nCtrl-C ends both.`);
  return editor.exited;
}

async function inBrowser(workspace: string, env: Record<string, string>): Promise<number> {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  await ensureHost();
  const options = { dataDir: DATA, port, extension: ROOT, env };
  const server = await step('Starting VS Code', () => startCodeServer(options), QUIET);
  const url = workbenchUrl({ authority: server.authority, folder: workspace });
  console.log(`VS Code:    ${url}\nCtrl-C ends both.`);
  const opener = hasScreen() ? onPath(['xdg-open']) : undefined;
  if (opener) startGroup(opener, [url], { stdio: 'ignore' });
  return server.exited;
}
