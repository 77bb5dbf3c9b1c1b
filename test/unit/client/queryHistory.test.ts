import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type HistoryEntry, textToRun, withEntry, withOutcome } from '../../../client/src/history/entries.ts';
import { createQueryHistory } from '../../../client/src/history/history.ts';
import { lookOf, matching } from '../../../client/src/history/items.ts';
import { tempDir } from '../../host/tempHome.ts';
import { german, words } from './words.ts';

const entry = (text: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `${more.org ?? 'a'} ${text}`,
  at: 0,
  org: 'a',
  orgName: 'Acme',
  language: 'soql',
  text,
  outcome: { state: 'running', rows: 0 },
  ...more,
});
const texts = (entries: readonly HistoryEntry[]) => entries.map(({ text }) => text);

describe('the entries of the query history', () => {
  it('has the newest first, each text once, and not without end', () => {
    const ran = ['1', '2', '1', '3', '4'];
    const kept = ran.reduce<readonly HistoryEntry[]>((before, text) => withEntry(before, entry(text), 3), []);
    assert.deepEqual(texts(kept), ['4', '3', '1']);
  });

  it('leaves out what is no query of a person', () => {
    for (const text of ['', 'x'.repeat(20_001)])
      assert.deepEqual(texts(withEntry([entry('1')], entry(text), 3)), ['1']);
  });

  it('learns how a run ended', () => {
    const done = { state: 'done', rows: 12 } as const;
    const [first, second] = withOutcome([entry('1'), entry('2')], 'a 2', done);
    assert.equal(first?.outcome.state, 'running');
    assert.deepEqual(second?.outcome, done);
  });

  it('runs again where it ran', () => {
    assert.equal(textToRun(entry('SELECT Id FROM A'), 'a', 'Acme'), 'SELECT Id FROM A');
    assert.equal(textToRun(entry('SELECT Id FROM A'), 'b', 'Acme'), '// @org Acme\nSELECT Id FROM A');
  });

  it('reads as one line, with when, where and how it ended', () => {
    const look = (outcome: HistoryEntry['outcome']) => lookOf(entry('SELECT Id\n  FROM A\n', { outcome }), words);
    assert.equal(look({ state: 'done', rows: 1 }).label, 'SELECT Id FROM A');
    const end = (outcome: HistoryEntry['outcome']) => look(outcome).detail.split(' · ').slice(1).join(' · ');
    assert.equal(end({ state: 'done', rows: 1200 }), 'Acme · rows: 1,200');
    assert.equal(end({ state: 'cancelled', rows: 200 }), 'Acme · rows: 200, cancelled');
    assert.equal(end({ state: 'failed', rows: 0 }), 'Acme · failed');
    assert.equal(end({ state: 'running', rows: 0 }), 'Acme · not finished');
  });

  it('writes numbers and times as the language of the display does', () => {
    const at = Date.parse('2026-01-31T10:00:00');
    const { detail } = lookOf(entry('SELECT Id FROM A', { at, outcome: { state: 'done', rows: 1200 } }), german);
    assert.equal(detail, '31.1.2026, 10:00:00 · Acme · rows: 1.200');
  });
});

describe('a filter of the query history', () => {
  const looks = ['SELECT Id FROM Account', 'SELECT Name FROM Case'].map(text =>
    lookOf(entry(text, { orgName: text.includes('Case') ? 'Beta' : 'Acme' }), words),
  );
  const rows: readonly (readonly [filter: string, found: number])[] = [
    ['', 2],
    [' from  SELECT ', 2],
    ['acme account', 1],
    ['beta not', 1],
    ['acme case', 0],
    ['slctid', 0],
  ];
  for (const [filter, found] of rows)
    it(`finds ${found} by "${filter}"`, () => assert.equal(matching(looks, filter).length, found));
});

describe('the files of the query history', () => {
  const open = (dir: string, most = 2) => {
    const size = { most };
    return { dir, size, history: createQueryHistory(dir, () => size.most) };
  };
  const fresh = () => open(path.join(tempDir(), 'history'));

  it('are one for each org, listed together', async () => {
    const { dir, history } = fresh();
    for (const at of [1, 2, 3]) await history.add(entry(`${at}`, { at }));
    await history.add(entry('other', { org: 'b/../c', at: 2.5 }));
    assert.deepEqual(texts(await history.list()), ['3', 'other', '2']);
    assert.equal(fs.readdirSync(dir).length, 2);
    assert.equal(fs.statSync(path.join(dir, 'a.json')).mode & 0o077, 0);
  });

  it('keep what another window has written', async () => {
    const { dir, history } = fresh();
    const other = open(dir).history;
    await history.add(entry('1'));
    await other.add(entry('2'));
    await history.finish({ org: 'a', id: 'a 1' }, { state: 'done', rows: 7 });
    const [, first] = await other.list();
    assert.deepEqual(first?.outcome, { state: 'done', rows: 7 });
  });

  it('forget one, all, and what is too much', async () => {
    const { dir, size, history } = fresh();
    for (const text of ['1', '2']) await history.add(entry(text));
    await history.remove({ org: 'a', id: 'a 1' });
    assert.deepEqual(texts(await history.list()), ['2']);
    size.most = 0;
    await history.trim();
    await history.add(entry('3'));
    assert.deepEqual([await history.list(), fs.readdirSync(dir)], [[], []]);
    size.most = 2;
    await history.add(entry('4'));
    await history.clear();
    await history.finish({ org: 'a', id: 'a 4' }, { state: 'done', rows: 1 });
    assert.deepEqual([await history.list(), fs.existsSync(dir)], [[], false]);
  });

  it('are empty when they are broken', async () => {
    const { dir, history } = fresh();
    fs.mkdirSync(dir, { recursive: true });
    for (const text of ['[{"text":', '{"a":1}', '[1,null]']) {
      fs.writeFileSync(path.join(dir, 'a.json'), text);
      assert.deepEqual(await history.list(), []);
    }
    await history.add(entry('1'));
    assert.deepEqual(texts(await history.list()), ['1']);
  });
});
