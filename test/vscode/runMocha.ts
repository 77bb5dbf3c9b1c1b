import Mocha from 'mocha';

/**
 * Runs tests inside the extension host; VS Code calls it through the `run` of the bundle that test/harness builds.
 * Environment: TEST_RESULT names the file for mocha's JSON, TEST_TIMEOUT is a test's limit in milliseconds.
 * @param define loads the test files
 */
export async function runMocha(define: () => void): Promise<void> {
  const { TEST_RESULT, TEST_TIMEOUT, MOCHA_GREP } = process.env;
  const mocha = new Mocha({
    timeout: Number(TEST_TIMEOUT),
    forbidOnly: true,
    reporter: 'json',
    reporterOptions: { output: TEST_RESULT },
    ...(MOCHA_GREP ? { grep: MOCHA_GREP } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  define();
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
