import assert from 'node:assert/strict';
import { createLimitHistory } from '../../../client/src/views/limits/history.ts';
import {
  factsOf,
  type LimitNode,
  limitNodes,
  lookOfLimit,
  spacedName,
  sparkline,
} from '../../../client/src/views/limits/nodes.ts';
import { warnings } from '../../../client/src/views/limits/thresholds.ts';
import type { LimitItem } from '../../../server/src/protocol/limits.ts';
import { words } from './words.ts';

const limit = (name: string, used: number, max: number): LimitItem => ({ name, max, remaining: max - used });

function draw(nodes: readonly LimitNode[], indent = ''): string[] {
  return nodes.flatMap(node => {
    const { label, description } = lookOfLimit(node, words);
    return [`${indent}${label} ${description}`, ...draw(node.inner, `${indent}  `)];
  });
}

describe('the Limits view', () => {
  it('puts the most used first, with the share where a narrow view cuts last', () => {
    const limits = [
      ...[limit('DailyBulkApiBatches', 0, 15_000), limit('DataStorageMB', 4, 5)],
      ...[limit('DailyApiRequests', 1, 15_000), { name: 'SingleEmail', max: 0, remaining: -1 }],
    ];
    assert.deepEqual(draw(limitNodes(limits)), [
      '▰▰▰▰▱  80 %  Data Storage MB 4 / 5',
      '▰▱▱▱▱  <1 %  Daily API Requests 1 / 15,000',
      '0 %  Daily Bulk API Batches 0 / 15,000',
      '0 %  Single Email 1 / 0',
    ]);
    assert.deepEqual(
      limitNodes(limits.slice(0, 3), true).map(({ name }) => name),
      ['DataStorageMB', 'DailyApiRequests'],
    );
  });

  it('never says that a limit is used up before it is', () => {
    assert.deepEqual(draw(limitNodes([limit('DailyApiRequests', 14_999, 15_000)])), [
      '▰▰▰▰▱  99 %  Daily API Requests 14,999 / 15,000',
    ]);
  });

  it('puts limits of apps and of parts below the limit that they belong to', () => {
    const limits = [
      ...[limit('DailyApiRequests', 90, 100), limit('DailyApiRequests.Loader v1.2', 40, 50)],
      ...[limit('DailyApiRequests.Ant Migration Tool', 0, 0), limit('PermissionSets', 3, 1500)],
      limit('PermissionSets.CreateCustom', 3, 1000),
    ];
    assert.deepEqual(draw(limitNodes(limits)), [
      '▰▰▰▰▱  90 %  Daily API Requests 90 / 100',
      '  ▰▰▰▰▱  80 %  Loader v1.2 40 / 50',
      '  0 %  Ant Migration Tool 0 / 0',
      '▰▱▱▱▱  <1 %  Permission Sets 3 / 1,500',
      '  ▰▱▱▱▱  <1 %  Create Custom 3 / 1,000',
    ]);
  });

  it('warns from where the user wants it, also inside of a limit', () => {
    const limits = limitNodes([limit('A', 85, 100), limit('A.app', 9, 10), limit('B', 60, 100), limit('C', 0, 0)]);
    const warned = (percents: Record<string, number>) => warnings(limits, percents).map(({ path }) => path);
    assert.deepEqual(warned({}), ['A', 'A.app']);
    assert.deepEqual(warned({ '*': 50, A: 90 }), ['A.app', 'B']);
    assert.deepEqual(warned({ '*': 0 }), ['A', 'A.app', 'B']);
  });

  it('tells the numbers apart and the trend', () => {
    const [node] = limitNodes([limit('DailyApiRequests', 300, 1000)]);
    const samples = [100, 200, 300].map((used, at) => ({ at, used }));
    const facts = factsOf(node!, { samples, warnFrom: 80 }, words);
    assert.deepEqual(
      facts.map(({ label }) => label),
      ['300', '700', '▃▆█', '80 %'],
    );
  });

  it('draws values, and what was nothing all the time', () => {
    assert.equal(sparkline([0, 50, 100]), '▁▅█');
    assert.equal(sparkline([0, 0]), '▁▁');
  });

  it('reads names as words', () => {
    assert.equal(spacedName('DailyBulkV2QueryJobs'), 'Daily Bulk V2 Query Jobs');
    assert.equal(spacedName('CreateCustom'), 'Create Custom');
    assert.equal(spacedName('Loader v1.2'), 'Loader v1.2');
  });
});

describe('the history of limits', () => {
  it('is kept per org, one sample in ten minutes, and not without end', async () => {
    const stored = new Map<string, unknown>();
    const history = createLimitHistory({
      get: <T>(key: string, fallback?: T) => (stored.get(key) ?? fallback) as T,
      update: async (key: string, value: unknown) => void stored.set(key, value),
    });
    const minute = 60_000;
    const record = (org: string, used: number, at: number) =>
      history.record(org, limitNodes([limit('A', used, 100)]), at);
    await record('x', 0, 0);
    assert.deepEqual(history.samples('x', 'A'), []);
    await record('x', 1, 0);
    await record('x', 2, 15 * minute);
    await record('x', 3, 20 * minute);
    assert.deepEqual(
      history.samples('x', 'A').map(({ used }) => used),
      [1, 3],
    );
    for (let at = 1; at < 100; at++) await record('x', at, at * 60 * minute);
    assert.equal(history.samples('x', 'A').length, 24);
    for (let at = 0; at < 30; at++) await record(`org${at}`, 1, 0);
    assert.deepEqual(history.samples('x', 'A'), []);
    assert.equal(history.samples('org29', 'A').length, 1);
  });
});
