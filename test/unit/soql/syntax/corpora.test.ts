import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import type { Dialect } from '../../../../server/src/soql/syntax/roles.ts';
import { corpora, type Row, readLines, urlOf } from './corpora.ts';

/** How our judgement of a query differs from that of Salesforce's own parsers. */
interface Disagreement {
  readonly file: string;
  readonly id: string;
  readonly kind: 'rejected' | 'accepted' | 'position';
  /** Our first problem, if we have one. */
  readonly code: string;
  readonly reason: string;
}

const NEAR = 2;
const list = 'disagreements.jsonl';

describe('corpora', () => {
  const known = readLines<Disagreement>(list);
  const found: Disagreement[] = [];
  const judge = (file: string, row: Row, kind: Disagreement['kind'], code = ''): void => {
    const before = known.find(
      one => one.kind === kind && one.code === code && (one.id === row.id || kind === 'position'),
    );
    found.push({ file, id: row.id, kind, code, reason: before?.reason ?? '' });
  };

  it('no valid query is rejected', () => {
    const rejected = rejectedOf('soql-valid', row => row.dialect ?? 'api');
    assert.deepEqual(rejected, []);
    assert.deepEqual(
      rejectedOf('sosl-valid', () => 'apex'),
      [],
    );
  });

  it('at least 99 % of the invalid queries are rejected, at least 85 % of them near where Apex sees the error', () => {
    let all = 0;
    let rejected = 0;
    let placed = 0;
    let near = 0;
    for (const file of ['soql-invalid', 'soql-mutants', 'sosl-mutants']) {
      for (const row of corpora(file)) {
        if (row.label === 'valid' || (row.level !== undefined && row.level !== 'syntax')) continue;
        all++;
        const [first] = problemsOf(row);
        if (!first) judge(file, row, 'accepted');
        else {
          rejected++;
          if (row.errorAt === undefined) continue;
          placed++;
          if (isNear(row, first.start)) near++;
          else judge(file, row, 'position', first.code);
        }
      }
    }
    console.log(`      ${rejected} of ${all} invalid queries rejected, ${near} of ${placed} errors placed near`);
    assert.ok(rejected / all >= 0.99);
    assert.ok(near / placed >= 0.85);
  });

  it('one fault is reported once in at least 98 % of the mutants', () => {
    const mutants = corpora('soql-mutants').filter(row => row.label === 'invalid');
    const several = mutants.filter(row => problemsOf(row).length > 1).length;
    console.log(`      ${several} of ${mutants.length} mutants have more than one problem`);
    assert.ok(several / mutants.length < 0.02);
  });

  it('every disagreement has a reason', () => {
    for (const file of ['soql-mutants', 'sosl-mutants', 'realworld']) {
      for (const row of corpora(file)) {
        if (row.label === 'invalid') continue;
        const [first] = problemsOf(row);
        if (first) judge(file, row, 'rejected', first.code);
      }
    }
    for (const row of corpora('grammar-probes')) {
      const [first] = parse(row.text, { dialect: 'apex' }).problems;
      if ((first === undefined) === row.apexParser2026) continue;
      judge('grammar-probes', row, first ? 'rejected' : 'accepted', first?.code);
    }
    if (process.env.UPDATE_DISAGREEMENTS)
      writeFileSync(urlOf(list), found.map(one => `${JSON.stringify(one)}\n`).join(''));
    else assert.deepEqual(found, known);
    assert.deepEqual(
      found.filter(one => one.reason === ''),
      [],
    );
  });
});

function rejectedOf(file: string, dialectOf: (row: Row) => Dialect): string[] {
  return corpora(file)
    .filter(row => parse(row.text, { dialect: dialectOf(row) }).problems.length > 0)
    .map(row => row.text);
}

function problemsOf({ text, dialect }: Row) {
  return parse(text, { dialect: dialect ?? 'apex' }).problems;
}

/** Whether an offset is at most two characters from the error's, or both are at the end of the text. */
function isNear({ text, errorAt }: Row, offset: number): boolean {
  if (errorAt === undefined) return false;
  const lines = text.split('\n');
  const start = lines.slice(0, errorAt.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const theirs = Math.min(start + errorAt.col - 1, text.length);
  const atEnd = (at: number): boolean => text.slice(at).trim() === '';
  return Math.abs(theirs - offset) <= NEAR || (atEnd(theirs) && atEnd(offset));
}
