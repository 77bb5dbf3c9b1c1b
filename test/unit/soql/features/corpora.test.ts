import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { diagnose } from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { viewOf } from '../../../harness/soql.ts';

const rows = (file: string): { text: string; dialect?: 'api' | 'apex' }[] =>
  readFileSync(new URL(`../../../fixtures/corpora/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

describe('queries of real code', () => {
  for (const [name, org] of [
    ['without a schema', 'unlisted'],
    ['with a list of objects that are not described', ''],
  ] as const) {
    it(`have no problem ${name}`, () => {
      const alarms: string[] = [];
      for (const { text } of rows('realworld.jsonl')) {
        const tree = parse(text, { dialect: 'apex' });
        const grammatical = new Set<string>(tree.problems.map(p => p.code));
        const { problems } = diagnose({ tree, schema: viewOf(org === '' ? everything : org) });
        const semantic = problems.filter(p => p.severity !== 'hint' && !grammatical.has(p.code));
        alarms.push(...semantic.map(p => `${p.code}: ${text}`));
      }
      assert.deepEqual(alarms, []);
    });
  }
});

/** Every object exists, none is described yet. */
const everything = { objects: [], object: () => 'missing' as const };
