import fs from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/node24.mjs';
import { launchBrowser } from '../host/browser.ts';
import { type CodeServer, startCodeServer } from '../host/codeServer.ts';
import { homeEnv, tempDir } from '../host/tempHome.ts';
import { workbenchUrl } from '../host/workbenchUrl.ts';
import { desktopVsCode } from './desktop.ts';
import { copySample } from './sample.ts';

const LIMIT_MS = 180_000;

interface Session {
  module: string;
  home: string;
  workspace: string;
  env: Record<string, string>;
}

/**
 * Opens VS Code on a copy of the sample workspace and has it run a module inside its extension host.
 * @param module a CommonJS bundle that exports `run(): Promise<void>`
 * @param env for the extension host
 * @param home holds the sample workspace, user data and caches; give the same one again for a window that was open before
 * @returns what went wrong, if anything did. VS Code also ends well when its extension host was killed: have the
 *   module write a file, and demand that file
 */
export async function runInExtensionHost(
  module: string,
  env: Record<string, string>,
  home = tempDir(),
): Promise<string | undefined> {
  const workspace = copySample(home);
  const executable = await desktopVsCode();
  const session = { module, home, workspace, env };
  return executable ? inDesktop(executable, session) : inCodeServer(session);
}

/** Bundles a module for the extension host, where mocha and VS Code are found at run time. */
export async function bundleForExtensionHost(contents: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'], // as the bundles that are shipped
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function inDesktop(executable: string, { module, home, workspace, env }: Session): Promise<string | undefined> {
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: module,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        ...['--disable-extensions', '--skip-welcome', '--disable-workspace-trust'],
        ...['--user-data-dir', path.join(home, 'user'), '--extensions-dir', path.join(home, 'extensions')],
      ],
    });
    return undefined;
  } catch (error) {
    return `VS Code: ${(error as Error).message}`;
  }
}

async function inCodeServer({ module, home, workspace, env }: Session): Promise<string | undefined> {
  const server = await startCodeServer({ dataDir: home, testHooks: true, env: { ...homeEnv(home), ...env } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    const finished = outcome(page, server, log);
    const tests = { extension: ROOT, module };
    await page.goto(workbenchUrl({ authority: server.authority, folder: workspace, tests }));
    const problem = await finished;
    if (problem !== undefined) await saveEvidence(page, server, log);
    return problem;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** How the run ended: nothing when well. VS Code calls two functions of the page for whoever automates it. */
async function outcome(page: Page, server: CodeServer, log: string[]): Promise<string | undefined> {
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
    log.push(`${type}: ${args.join(' ')}`),
  );
  return new Promise(resolve => {
    const timer = setTimeout(() => end(`no result within ${LIMIT_MS / 1000} s`), LIMIT_MS);
    const end = (problem: string | undefined) => {
      clearTimeout(timer);
      resolve(problem && `The run in the extension host failed: ${problem}. See out/failure.log and out/failure.png.`);
    };
    page.once('crash', () => end('the page crashed'));
    void server.exited.then(code => end(`code-server ended with exit code ${code}`));
    void page.exposeFunction('codeAutomationExit', (code: number) => end(code === 0 ? undefined : `exit code ${code}`));
  });
}

async function saveEvidence(page: Page, server: CodeServer, log: string[]): Promise<void> {
  const serverLog = fs.readFileSync(server.logFile, 'utf8');
  fs.writeFileSync(path.join(ROOT, 'out/failure.log'), `${log.join('\n')}\n\n${serverLog}`);
  await page.screenshot({ path: path.join(ROOT, 'out/failure.png') }).catch(() => undefined); // the page may be gone
}
