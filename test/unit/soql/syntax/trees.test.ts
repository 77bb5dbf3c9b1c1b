import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { type Case, formatCases, readCases } from './cases.ts';
import { dump } from './dump.ts';

// Each file of test/fixtures/syntax holds the cases of one file of the grammar. UPDATE_TREES=1 writes what the parser
// gives now: read the difference before you keep it.

const folder = new URL('../../../fixtures/syntax/', import.meta.url);

describe('grammar', () => {
  for (const file of readdirSync(folder)) {
    const url = new URL(file, folder);
    const cases = readCases(readFileSync(url, 'utf8'));
    if (process.env.UPDATE_TREES) {
      writeFileSync(url, formatCases(cases.map(one => ({ ...one, tree: treeOf(one) }))));
      continue;
    }
    describe(file, () => {
      for (const one of cases) {
        it(`${one.rule} ${one.verdict}: ${one.text.replaceAll('\n', ' ')}`, () => {
          assert.equal(treeOf(one), one.tree);
          assert.equal(one.tree.includes('\n! ') || one.tree.startsWith('! '), one.verdict === 'error');
        });
      }
    });
  }
});

function treeOf({ text, dialect }: Case): string {
  return dump(parse(text, { dialect }));
}
