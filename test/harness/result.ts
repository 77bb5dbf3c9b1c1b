import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** Titles of tests that failed once and then passed: a test or the product is not steady. */
  unsteady: string[];
  /** Failures of tests and of the run itself, each to be printed. */
  problems: string[];
}

interface MochaResult {
  stats: { passes: number; failures: number; pending: number };
  passes: { fullTitle: string; currentRetry: number }[];
  failures: { fullTitle: string; err: { stack?: string; message?: string } }[];
}

/**
 * Reads what mocha's `json` reporter wrote.
 * @param problems what the run reported itself; a run may end well and yet have run nothing
 */
export function readResult(file: string, problems: string[]): Outcome {
  if (!fs.existsSync(file)) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      unsteady: [],
      problems: [...problems, 'The run ended without a result.'],
    };
  }
  const { stats, passes, failures } = JSON.parse(fs.readFileSync(file, 'utf8')) as MochaResult;
  const details = failures.map(
    ({ fullTitle, err }) => `${fullTitle}\n${stripVTControlCharacters(err.stack ?? err.message ?? '')}`,
  );
  const ranNothing = stats.passes + stats.failures === 0 && process.env.MOCHA_GREP === undefined;
  const failed = stats.failures + (problems.length > 0 && stats.failures === 0 ? 1 : 0);
  return {
    passed: stats.passes,
    failed: ranNothing ? 1 : failed,
    skipped: stats.pending,
    unsteady: passes.filter(({ currentRetry }) => currentRetry > 0).map(({ fullTitle }) => fullTitle),
    problems: [...details, ...problems, ...(ranNothing ? ['The suite has test files, but ran no test.'] : [])],
  };
}
