import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';
import { startGroup } from '../host/processGroup.ts';

const SUITE_LIMIT_MS = 1_200_000;

export interface SuiteRun {
  files: string[];
  timeout: number;
  retries: number;
  lanes: number;
  resultFile: string;
}

/** Runs test files with mocha, in this order, in a process of their own or in so many. Returns what went wrong beside failed tests. */
export async function runMocha({ files, timeout, retries, lanes, resultFile }: SuiteRun): Promise<string[]> {
  const mocha = startGroup(
    process.execPath,
    [path.join(ROOT, 'node_modules/mocha/bin/mocha.js'), ...files, ...options()],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void mocha.stop();
  }, SUITE_LIMIT_MS);
  await mocha.exited;
  clearTimeout(timer);
  await mocha.stop();
  return late ? [`The suite did not end within ${SUITE_LIMIT_MS / 1000} s: something keeps its process alive.`] : [];

  function options(): string[] {
    const grep = process.env.MOCHA_GREP ? ['--grep', process.env.MOCHA_GREP] : [];
    // Mocha ends its processes itself where there are several.
    const alone = ['--require', path.join(import.meta.dirname, 'stillAlive.ts')];
    return [
      ...(lanes > 1 ? ['--parallel', '--jobs', `${lanes}`] : alone),
      '--reporter',
      path.join(import.meta.dirname, 'reporter.ts'),
      '--reporter-option',
      `output=${resultFile}`,
      '--timeout',
      `${timeout}`,
      '--retries',
      `${retries}`,
      '--forbid-only',
      ...grep,
    ];
  }
}
