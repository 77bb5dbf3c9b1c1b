import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { MESSAGES } from '../../../../server/src/soql/syntax/messages.ts';
import { readCases } from './cases.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const fixtures = readdirSync(new URL('test/fixtures/syntax/', root));
const cases = fixtures.flatMap(file => readCases(read(`test/fixtures/syntax/${file}`)));

/** The rows `| rule | what | file function |` of the grammar's page. */
const rules = [...read('docs/soql-grammar.md').matchAll(/^\| `([\w.-]+)` \|.*\| `([\w/.]+)` (\w+) \|$/gm)].map(
  ([, rule = '', file = '', name = '']) => ({ rule, file, name }),
);

/** A bug of the grammar, and a text too long for a case. */
const withoutCase = ['parser-stuck', 'nested-too-deep'];

describe('rules of the grammar', () => {
  it('each has a passing and a failing case', () => {
    const lacking = rules.flatMap(({ rule }) =>
      ['ok', 'error']
        .filter(verdict => !cases.some(one => one.rule === rule && one.verdict === verdict))
        .map(v => `${rule} ${v}`),
    );
    assert.deepEqual(lacking, []);
  });

  it('each case belongs to one', () => {
    assert.deepEqual(
      cases.map(one => one.rule).filter(rule => !rules.some(one => one.rule === rule)),
      [],
    );
  });

  it('each names its function', () => {
    const folder = 'server/src/soql/syntax/';
    const lacking = rules.filter(({ file, name }) => {
      const inGrammar = readdirSync(new URL(`${folder}grammar/`, root)).includes(file);
      const text = read(inGrammar ? `${folder}grammar/${file}` : `${folder}${file}`);
      return !text.includes(`function ${name}(`);
    });
    assert.deepEqual(lacking, []);
  });

  it('each problem has a case that shows it', () => {
    const shown = new Set(
      cases.flatMap(one => [...one.tree.matchAll(/^! \d+-\d+ ([\w-]+):/gm)].map(([, code]) => code)),
    );
    assert.deepEqual(
      Object.keys(MESSAGES).filter(code => !shown.has(code) && !withoutCase.includes(code)),
      [],
    );
  });
});
