import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';
import { useScratch } from '../host/tempHome.ts';
import { runHostTests } from './hostTests.ts';
import { leftovers, markChildren, watchCommands } from './leftovers.ts';
import { runMocha, type SuiteRun } from './mocha.ts';
import { type Outcome, readResult } from './result.ts';
import { secretsBelow, secretsIn } from './secrets.ts';

interface Suite {
  /** Glob of its test files. */
  files: string;
  /** Milliseconds for a single test. */
  timeout: number;
  /** How often a failed test is tried again, where a browser and a machine under load take part. */
  retries?: number;
  /** Files that run at a time, each in a process of its own. One unless given: that saves the starts of processes. */
  lanes?: number;
  /** Runs only when it is named. */
  onDemand?: boolean;
  run: (suite: SuiteRun) => Promise<string[]>;
}

const SUITES: Record<string, Suite> = {
  unit: { files: 'test/unit/**/*.test.ts', timeout: 10_000, run: runMocha },
  rules: { files: 'test/rules/**/*.test.ts', timeout: 20_000, run: runMocha },
  localOrg: { files: 'test/localOrg/**/*.test.ts', timeout: 30_000, lanes: 3, run: runMocha },
  lsp: { files: 'test/lsp/**/*.test.ts', timeout: 30_000, lanes: 2, run: runMocha },
  bulk: { files: 'test/bulk/**/*.test.ts', timeout: 60_000, lanes: 2, run: runMocha },
  clients: { files: 'test/clients/**/*.test.ts', timeout: 30_000, lanes: 2, run: runMocha },
  sf: { files: 'test/sf/*.test.ts', timeout: 60_000, run: runMocha, onDemand: true },
  host: { files: 'test/vscode/host/**/*.test.ts', timeout: 30_000, run: runHostTests },
  ui: { files: 'test/vscode/ui/**/*.test.ts', timeout: 120_000, retries: 1, lanes: 2, run: runMocha },
  package: { files: 'test/package/**/*.test.ts', timeout: 60_000, retries: 1, run: runMocha, onDemand: true },
};
const OUT = path.join(ROOT, 'out');
const RESULTS = path.join(OUT, 'results');

/**
 * Runs suites one after the other and prints a line for each, failures in full, and the sum.
 * @param chosen names of suites; when empty, all that are not on demand
 * @returns whether all is well: tests ran in each suite, none failed, no process is left, and no secret in a file
 */
export async function runSuites(chosen: string[]): Promise<boolean> {
  const unknown = chosen.find(name => !(name in SUITES));
  if (unknown !== undefined) {
    console.error(`There is no suite ${unknown}. Suites: ${Object.keys(SUITES).join(', ')}`);
    return false;
  }
  const names = chosen.length > 0 ? chosen : Object.keys(SUITES).filter(name => !SUITES[name]!.onDemand);
  if (chosen.length === 0 || chosen.includes('ui'))
    fs.rmSync(path.join(OUT, 'shots'), { recursive: true, force: true });
  const mark = markChildren();
  const scratch = useScratch();
  const commands = watchCommands(mark);
  const outcomes: Outcome[] = [];
  for (const name of names) {
    const start = performance.now();
    const outcome = await runSuite(name);
    if (outcome === undefined) continue;
    outcomes.push(outcome);
    print(name, outcome, ((performance.now() - start) / 1000).toFixed(1));
  }
  const left = await leftovers(mark);
  for (const command of left) console.log(`Left running: ${command}`);
  const secrets = [...secretsBelow(scratch), ...secretsIn(commands.stop())];
  for (const secret of secrets) console.log(`A secret was left behind: ${secret}`);
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  const passed = sum(outcomes.map(outcome => outcome.passed));
  const failed = sum(outcomes.map(outcome => outcome.failed));
  const broken = outcomes.some(outcome => outcome.problems.length > 0);
  console.log(`${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0 && !broken && left.length === 0 && secrets.length === 0;
}

/** Runs one suite and prints nothing. Returns nothing when it has no test files. */
export async function runSuite(name: string): Promise<Outcome | undefined> {
  const { files: pattern, timeout, retries = 0, lanes = 1, run } = SUITES[name]!;
  const files = longestFirst(fs.globSync(pattern, { cwd: ROOT }));
  if (files.length === 0) return undefined;
  fs.mkdirSync(RESULTS, { recursive: true });
  const resultFile = path.join(RESULTS, `${name}.json`);
  fs.rmSync(resultFile, { force: true });
  return readResult(resultFile, await run({ files, timeout, retries, lanes, resultFile }));
}

/** What is long to read is long to run: begun last, it would run on alone. */
function longestFirst(files: readonly string[]): string[] {
  const size = (file: string) => fs.statSync(path.join(ROOT, file)).size;
  return [...files].sort((a, b) => size(b) - size(a));
}

function print(name: string, { passed, failed, skipped, problems, unsteady }: Outcome, seconds: string): void {
  console.log(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''} (${seconds} s)`);
  for (const title of unsteady) console.log(`      passed at the second try: ${title}`);
  for (const problem of problems) console.log(`\n${problem}\n`);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
