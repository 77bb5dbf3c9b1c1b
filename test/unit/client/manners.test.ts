import assert from 'node:assert/strict';
import { diagnosisDocument } from '../../../client/src/commands/diagnosis.ts';
import { type Situation, suggestions } from '../../../client/src/commands/suggestions.ts';
import { createCrashPolicy } from '../../../client/src/languageClient/crashes.ts';
import { words } from './words.ts';

describe('a language server that ends by itself', () => {
  it('is started again, each time later, and said once; then it stays down', async () => {
    let clock = 0;
    const waits: number[] = [];
    const onCrash = createCrashPolicy({ now: () => clock, wait: async ms => void waits.push(ms) });
    const answers = [];
    for (let crash = 0; crash < 5; crash++) answers.push(await onCrash());
    assert.deepEqual(answers, [
      { restart: true, first: true },
      ...Array.from({ length: 3 }, () => ({ restart: true, first: false })),
      { restart: false },
    ]);
    assert.deepEqual(waits, [1000, 5000, 15_000]);
    clock += 60_000;
    assert.deepEqual(await onCrash(), { restart: true, first: true });
    clock += 10 * 60_000;
    assert.deepEqual(await onCrash(), { restart: true, first: true });
  });
});

describe('the diagnosis', () => {
  it('says what helps, and no secret', () => {
    const text = diagnosisDocument({
      versions: { Extension: '0.1.0' },
      orgs: [{ kind: 'sandbox', host: 'acme--dev.sandbox.my.salesforce.com', apiVersion: '67.0', state: 'active' }],
      connection: { answer: '120 ms', limits: ['DailyApiRequests: 14000 / 15000'] },
      proxy: { url: 'http://maria:geheim@proxy.example:8080', noProxy: ['localhost'], environment: ['HTTPS_PROXY'] },
      cache: { files: 12, bytes: 3_400_000 },
      errors: [{ at: '2026-11-26T10:00:00.000Z', what: 'salesforceWorkbench.runStatement', code: 'INVALID_FIELD' }],
    });
    for (const part of ['sandbox, acme--dev', '120 ms', '14000 / 15000', 'http://***@proxy.example:8080', '3.4 MB'])
      assert(text.includes(part), part);
    assert.match(text, /runStatement: INVALID_FIELD/);
    assert.doesNotMatch(text, /geheim|maria/);
  });

  it('has something to say when nothing is connected', () => {
    const proxy = { environment: [] };
    const empty = { versions: {}, orgs: [], connection: undefined, proxy, cache: { files: 0, bytes: 0 }, errors: [] };
    assert.match(diagnosisDocument(empty), /## Orgs\n\nNone\./);
  });
});

describe('what can be done here', () => {
  const check = (title: string, situation: Partial<Situation>, first: string, absent: string) =>
    it(title, () => {
      const nothing = { orgs: 0, active: false, signedOut: false, query: false, folder: false };
      const commands = suggestions({ ...nothing, ...situation }, words).map(({ command }) => command);
      assert.equal(commands[0], first);
      assert(!commands.includes(absent), absent);
    });
  check('without an org', {}, 'tryLocalOrg', 'showObject');
  check('with several and none chosen', { orgs: 2 }, 'switchOrg', 'sampleRecords');
  check('signed out', { orgs: 1, active: true, signedOut: true }, 'signInAgain', 'checkQueries');
  check('in a query', { orgs: 1, active: true, query: true, folder: true }, 'runStatement', 'tryLocalOrg');
  check('in any other file', { orgs: 1, active: true }, 'newQuery', 'runStatement');
});
