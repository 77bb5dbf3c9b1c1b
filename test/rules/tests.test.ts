import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';

describe('the test files', () => {
  it('have no hook outside of a describe: mocha runs those around every test of the suite', () => {
    const files = fs.globSync('test/{unit,rules,localOrg,lsp,bulk,clients,vscode,package}/**/*.test.ts', { cwd: ROOT });
    const outside = /^(before|after)(Each)?\(/m;
    assert.deepEqual(
      files.filter(file => outside.test(fs.readFileSync(path.join(ROOT, file), 'utf8'))),
      [],
    );
  });
});
