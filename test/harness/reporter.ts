import Mocha from 'mocha';

/** Mocha's `json` that also says at once why a test is tried again: its file tells only how the last try ended. */
export default class RetryReporter extends Mocha.reporters.JSON {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('retry', (test: Mocha.Test, { stack }: Error) => {
      console.log(`\nTried again: ${test.fullTitle()}\n${stack}\n`);
    });
  }
}
