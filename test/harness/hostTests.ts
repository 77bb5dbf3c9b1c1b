import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';
import { bundleForExtensionHost, runInExtensionHost } from './extensionHost.ts';

const BUNDLE = path.join(ROOT, 'out/test/extensionHost.cjs');

interface Run {
  files: string[];
  timeout: number;
  resultFile: string;
}

/** Runs test files inside VS Code's extension host. Returns what went wrong beside failed tests. */
export async function runHostTests({ files, timeout, resultFile }: Run): Promise<string[]> {
  const requires = files.map(file => `require(${JSON.stringify(`./${file}`)});`).join('\n');
  await bundleForExtensionHost(
    `import { runMocha } from './test/vscode/runMocha.ts';\nexport const run = () => runMocha(() => {\n${requires}\n});`,
    BUNDLE,
  );
  const problem = await runInExtensionHost(BUNDLE, { TEST_RESULT: resultFile, TEST_TIMEOUT: String(timeout) });
  // Failed tests stand in the result; only a run that gave none needs explaining.
  return problem === undefined || fs.existsSync(resultFile) ? [] : [problem];
}
