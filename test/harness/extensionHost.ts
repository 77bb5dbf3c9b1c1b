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

const BUNDLE = path.join(ROOT, 'out/test/extensionHost.cjs');
const LIMIT_MS = 180_000;

interface Run {
  files: string[];
  timeout: number;
  resultFile: string;
}

/** Runs test files inside VS Code's extension host. Returns what went wrong beside failed tests. */
export async function runInExtensionHost({ files, timeout, resultFile }: Run): Promise<string[]> {
  await bundleTests(files);
  const home = tempDir();
  const workspace = copySample(home);
  const env = { TEST_RESULT: resultFile, TEST_TIMEOUT: String(timeout) };
  const executable = await desktopVsCode();
  const outcome = executable
    ? await inDesktop(executable, home, workspace, env)
    : await inCodeServer(home, workspace, env);
  // Failed tests stand in the result; only a run that gave none needs explaining.
  return outcome === undefined || fs.existsSync(resultFile) ? [] : [outcome];
}

function bundleTests(files: string[]): Promise<unknown> {
  const requires = files.map(file => `require(${JSON.stringify(`./${file}`)});`).join('\n');
  return build({
    absWorkingDir: ROOT,
    stdin: {
      contents: `import { runMocha } from './test/vscode/runMocha.ts';\nexport const run = () => runMocha(() => {\n${requires}\n});`,
      resolveDir: ROOT,
    },
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function inDesktop(
  executable: string,
  home: string,
  workspace: string,
  env: Record<string, string>,
): Promise<string | undefined> {
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: BUNDLE,
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

async function inCodeServer(home: string, workspace: string, env: Record<string, string>): Promise<string | undefined> {
  const server = await startCodeServer({ dataDir: home, testHooks: true, env: { ...homeEnv(home), ...env } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    const finished = outcome(page, server, log);
    const tests = { extension: ROOT, module: BUNDLE };
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
