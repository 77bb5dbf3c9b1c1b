import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { createTransport, type Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import {
  type Call,
  type EndedThings,
  makeEndedThings,
  makeThings,
  reads,
  streams,
  type Things,
  writes,
} from './everyCall.ts';

/** `ok`, or the error's code; and how often the call is sent. */
type End = readonly [end: string, sent: number];

interface Row {
  readonly fault: Readonly<Record<string, unknown>>;
  readonly read: End;
  readonly write: End;
  readonly stream: End;
  /** Whether the org had carried the write out before it failed. */
  readonly isDone?: boolean;
}

const everywhere = (end: string) => ({ read: [end, 1], write: [end, 1], stream: [end, 1] }) as const;
/** Read again, and written once. */
const passing = (end: string) => ({ read: ['ok', 2], write: [end, 1], stream: [end, 1] }) as const;

const rows: readonly Row[] = [
  { fault: { fault: 'latency', ms: 20 }, ...everywhere('ok'), isDone: true },
  { fault: { fault: 'slowBody', bytesPerSecond: 10_000_000 }, ...everywhere('ok'), isDone: true },
  { fault: { fault: 'sessionExpired' }, read: ['ok', 2], write: ['ok', 2], stream: ['ok', 2], isDone: true },
  { fault: { fault: 'requestLimitExceeded' }, ...everywhere('REQUEST_LIMIT_EXCEEDED') },
  { fault: { fault: 'concurrentRequestLimitExceeded' }, ...passing('REQUEST_LIMIT_EXCEEDED') },
  { fault: { fault: 'tooManyRequests' }, ...passing('REQUEST_LIMIT_EXCEEDED') },
  { fault: { fault: 'serverUnavailable' }, ...passing('SERVER_UNAVAILABLE') },
  {
    fault: { fault: 'serverUnavailable', times: 'always' },
    ...everywhere('SERVER_UNAVAILABLE'),
    read: ['SERVER_UNAVAILABLE', 3],
  },
  { fault: { fault: 'serverUnavailable', retryAfter: 600 }, ...everywhere('SERVER_UNAVAILABLE') },
  { fault: { fault: 'apiVersionRetired' }, ...everywhere('UNSUPPORTED_API_VERSION') },
  { fault: { fault: 'error' }, ...everywhere('UNKNOWN_EXCEPTION') },
  { fault: { fault: 'connectionReset' }, ...passing('ORG_UNREACHABLE'), isDone: true },
  { fault: { fault: 'connectionReset', bytes: 10 }, ...passing('ORG_UNREACHABLE'), isDone: true },
  { fault: { fault: 'malformedJson' }, ...everywhere('BAD_ANSWER'), stream: ['ok', 1], isDone: true },
  { fault: { fault: 'truncatedBody', bytes: 10 }, ...everywhere('BAD_ANSWER'), stream: ['ok', 1], isDone: true },
];

/** Answers of these have no body that a fault could spoil. */
const WITHOUT_BODY = ['deletion', 'upload of its data', 'deletion of a bulk load'];
const SPOILS_BODY = /malformedJson|truncatedBody/;

describe('every fault of an org, at every kind of call', function () {
  this.timeout(60_000);

  let org: LocalOrg;
  let transport: Transport;
  let ended: EndedThings;
  const open = (more: object) =>
    createTransport({
      // The fault alone says that the session is over: the next token is as good as the one before.
      tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) },
      clientName: 'FaultMatrix',
      ...more,
    });

  before(async () => {
    org = await startLocalOrg({ profile: 'test' });
    transport = open({ sleep: async () => undefined });
    ended = await makeEndedThings(transport, untilEnded);
  });
  after(async () => {
    await transport.close();
    await org.stop();
  });

  async function untilEnded(job: string): Promise<void> {
    for (let state = ''; state !== 'JobComplete'; await delay(20)) {
      state = ((await (await org.api(`jobs/${job}`)).json()) as { state: string }).state;
    }
  }

  const madeRecords = async () => {
    const soql = encodeURIComponent("SELECT COUNT() FROM Account WHERE Name = 'Made once'");
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };

  /** How it ended and how often it was sent, with that fault. */
  async function endOf(fault: Row['fault'], call: Call, things: Things): Promise<End> {
    await org.fault({ ...fault, path: '/services/data*' });
    const end = await call(transport, things, new AbortController().signal).then(
      () => 'ok',
      (error: unknown) =>
        error instanceof SalesforceError ? error.code : error instanceof SyntaxError ? 'BAD_ANSWER' : String(error),
    );
    const [rule] = (await (await org.admin('faults')).json()) as [{ readonly seen: number }];
    await org.admin('faults', { method: 'DELETE' });
    return [end, rule.seen];
  }

  const nothing = () => ({ record: '', emptyJob: '', filledJob: '', abortedJob: '', ended });

  for (const { fault, read, write, stream, isDone = false } of rows) {
    const told = JSON.stringify(fault);
    for (const [kind, call] of Object.entries(reads)) {
      it(`${told}: ${kind}`, async () => {
        const things = kind.startsWith('record') ? await makeThings(transport, ended) : nothing();
        assert.deepEqual(await endOf(fault, call, things), read);
      });
    }
    for (const [kind, call] of Object.entries(streams)) {
      it(`${told}: ${kind}`, async () => assert.deepEqual(await endOf(fault, call, nothing()), stream));
    }
    for (const [kind, call] of Object.entries(writes)) {
      it(`${told}: ${kind}, never twice`, async () => {
        const things = await makeThings(transport, ended);
        const before = await madeRecords();
        const unspoilt = WITHOUT_BODY.includes(kind) && SPOILS_BODY.test(told);
        assert.deepEqual(await endOf(fault, call, things), unspoilt ? ['ok', 1] : write);
        const makes = kind.startsWith('create') || kind === 'collection of new ones' ? 1 : 0;
        if (makes) assert.equal((await madeRecords()) - before, isDone ? 1 : 0);
      });
    }
  }

  it('a locked row is told, record by record in collections, and waited for only where that is asked for', async () => {
    const fault = { fault: 'unableToLockRow' };
    const things = await makeThings(transport, ended);
    assert.deepEqual(await endOf(fault, writes.deletion!, things), ['UNABLE_TO_LOCK_ROW', 1]);
    for (const kind of ['collection of new ones', 'collection of changes', 'collection of deletions']) {
      let saved: unknown;
      const keeping: Call = async (...call) => {
        saved = await writes[kind]!(...call);
      };
      assert.deepEqual(await endOf(fault, keeping, things), ['ok', 1]);
      assert.equal((saved as { errors: { statusCode: string }[] }[])[0]?.errors[0]?.statusCode, 'UNABLE_TO_LOCK_ROW');
    }
    const patient: Call = (sender, { record }) => {
      const headers = { 'content-type': 'application/json' };
      const path = `/services/data/v67.0/sobjects/Account/${record}`;
      return sender.request({ path, method: 'PATCH', headers, body: '{"Name":"B"}', idempotent: true });
    };
    assert.deepEqual(await endOf(fault, patient, things), ['ok', 2]);
  });

  const neverEnding: readonly Row['fault'][] = [
    { fault: 'latency', ms: 60_000 },
    { fault: 'slowBody', bytesPerSecond: 1 },
    { fault: 'serverUnavailable', retryAfter: 25, times: 'always' },
  ];
  for (const fault of neverEnding) {
    it(`${JSON.stringify(fault)}: every call that can be cancelled ends at once`, async () => {
      const patient = open({});
      const times: number[] = [];
      for (const [kind, call] of Object.entries({ ...reads, ...writes, ...streams })) {
        if (call.length < 3) continue;
        const waits = fault.fault === 'serverUnavailable';
        // Only reads wait for a better time, and what has no body is not slow.
        if (waits ? !(kind in reads) : fault.fault === 'slowBody' && WITHOUT_BODY.includes(kind)) continue;
        const things = await makeThings(transport, ended);
        await org.fault({ ...fault, path: '/services/data*' });
        const cancel = new AbortController();
        const sent = call(patient, things, cancel.signal);
        setTimeout(() => cancel.abort(), 20);
        sent.catch(() => undefined);
        await new Promise(resolve => cancel.signal.addEventListener('abort', resolve));
        const cancelled = performance.now();
        await assert.rejects(sent, { code: 'CANCELLED' }, kind);
        times.push(performance.now() - cancelled);
        await org.admin('faults', { method: 'DELETE' });
      }
      console.log(`      the slowest of ${times.length} cancellations took ${Math.max(...times).toFixed(1)} ms`);
      await patient.close();
    });
  }
});
