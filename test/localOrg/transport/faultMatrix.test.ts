import assert from 'node:assert/strict';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { countRecords } from '../../../server/src/salesforce/rest/count.ts';
import { describeGlobal, describeSObject } from '../../../server/src/salesforce/rest/describe.ts';
import { describeMany } from '../../../server/src/salesforce/rest/describeMany.ts';
import { fetchLimits } from '../../../server/src/salesforce/rest/limits.ts';
import { queryPage, queryPath } from '../../../server/src/salesforce/rest/query.ts';
import { jsonOf } from '../../../server/src/salesforce/transport/answer.ts';
import { createTransport, type Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const VERSION = '67.0';
const data = (path: string) => `/services/data/v${VERSION}/${path}`;
const json = { 'content-type': 'application/json' };
const long = `SELECT Id FROM Account WHERE Name = '${'é'.repeat(3000)}'`;

type Send = (transport: Transport, signal: AbortSignal) => Promise<unknown>;

const query = async (transport: Transport, soql: string, signal: AbortSignal): Promise<unknown> =>
  JSON.parse((await queryPage(transport, queryPath(VERSION, soql), signal)).toString());

/** What may happen twice. */
const reads: Readonly<Record<string, Send>> = {
  list: transport => describeGlobal(transport, VERSION),
  describe: transport => describeSObject(transport, VERSION, 'Account'),
  'describe in a composite': transport => describeMany(transport, VERSION, [{ name: 'Account' }, { name: 'Contact' }]),
  query: (transport, signal) => query(transport, 'SELECT Id, Name FROM Account', signal),
  'query that is too long for a URL': (transport, signal) => query(transport, long, signal),
  count: (transport, signal) => countRecords(transport, VERSION, 'Account', signal),
  limits: transport => fetchLimits(transport, VERSION),
};

/** What must not. */
const writes: Readonly<Record<string, Send>> = {
  create: async transport => {
    const body = JSON.stringify({ Name: 'Made once' });
    return jsonOf(await transport.request({ path: data('sobjects/Account'), method: 'POST', headers: json, body }));
  },
  'create in a composite': async transport => {
    const part = { method: 'POST', url: data('sobjects/Account'), referenceId: 'a', body: { Name: 'Made once' } };
    const body = JSON.stringify({ allOrNone: true, compositeRequest: [part] });
    return jsonOf(await transport.request({ path: data('composite'), method: 'POST', headers: json, body }));
  },
};

interface Row {
  readonly fault: Readonly<Record<string, unknown>>;
  /** What a read and a write end with: `ok`, or the error's code; and how often each is sent. */
  readonly read: readonly [end: string, sent: number];
  readonly write: readonly [end: string, sent: number];
  /** Whether the org had carried the write out before it failed. */
  readonly isDone?: boolean;
}

const rows: readonly Row[] = [
  { fault: { fault: 'latency', ms: 20 }, read: ['ok', 1], write: ['ok', 1], isDone: true },
  { fault: { fault: 'slowBody', bytesPerSecond: 10_000_000 }, read: ['ok', 1], write: ['ok', 1], isDone: true },
  { fault: { fault: 'sessionExpired' }, read: ['ok', 2], write: ['ok', 2], isDone: true },
  {
    fault: { fault: 'requestLimitExceeded' },
    read: ['REQUEST_LIMIT_EXCEEDED', 1],
    write: ['REQUEST_LIMIT_EXCEEDED', 1],
  },
  { fault: { fault: 'concurrentRequestLimitExceeded' }, read: ['ok', 2], write: ['REQUEST_LIMIT_EXCEEDED', 1] },
  { fault: { fault: 'tooManyRequests' }, read: ['ok', 2], write: ['REQUEST_LIMIT_EXCEEDED', 1] },
  { fault: { fault: 'serverUnavailable' }, read: ['ok', 2], write: ['SERVER_UNAVAILABLE', 1] },
  {
    fault: { fault: 'serverUnavailable', times: 'always' },
    read: ['SERVER_UNAVAILABLE', 3],
    write: ['SERVER_UNAVAILABLE', 1],
  },
  {
    fault: { fault: 'serverUnavailable', retryAfter: 600 },
    read: ['SERVER_UNAVAILABLE', 1],
    write: ['SERVER_UNAVAILABLE', 1],
  },
  {
    fault: { fault: 'apiVersionRetired' },
    read: ['UNSUPPORTED_API_VERSION', 1],
    write: ['UNSUPPORTED_API_VERSION', 1],
  },
  { fault: { fault: 'error' }, read: ['UNKNOWN_EXCEPTION', 1], write: ['UNKNOWN_EXCEPTION', 1] },
  { fault: { fault: 'connectionReset' }, read: ['ok', 2], write: ['ORG_UNREACHABLE', 1], isDone: true },
  { fault: { fault: 'connectionReset', bytes: 10 }, read: ['ok', 2], write: ['ORG_UNREACHABLE', 1], isDone: true },
  { fault: { fault: 'malformedJson' }, read: ['BAD_ANSWER', 1], write: ['BAD_ANSWER', 1], isDone: true },
  { fault: { fault: 'truncatedBody', bytes: 10 }, read: ['BAD_ANSWER', 1], write: ['BAD_ANSWER', 1], isDone: true },
];

describe('every fault of an org, at every kind of request', function () {
  this.timeout(60_000);

  let org: LocalOrg;
  let transport: Transport;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
    transport = createTransport({
      // The fault alone says that the session is over: the next token is as good as the one before.
      tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) },
      clientName: 'FaultMatrix',
      sleep: async () => undefined,
    });
  });
  after(async () => {
    await transport.close();
    await org.stop();
  });

  const madeRecords = async () => {
    const soql = encodeURIComponent("SELECT COUNT() FROM Account WHERE Name = 'Made once'");
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };

  /** How it ended and how often it was sent, with that fault. */
  async function endOf(fault: Row['fault'], send: Send): Promise<[end: string, sent: number]> {
    await org.fault(fault);
    const last = (await org.log()).at(-1)?.id;
    const end = await send(transport, new AbortController().signal).then(
      () => 'ok',
      (error: unknown) =>
        error instanceof SalesforceError ? error.code : error instanceof SyntaxError ? 'BAD_ANSWER' : String(error),
    );
    await org.admin('faults', { method: 'DELETE' });
    const log = await org.log();
    const since = log.slice(log.findIndex(({ id }) => id === last) + 1);
    return [end, since.filter(({ path }) => path.startsWith('/services/data')).length];
  }

  for (const { fault, read, write, isDone = false } of rows) {
    const told = JSON.stringify(fault);
    for (const [kind, send] of Object.entries(reads)) {
      it(`${told}: ${kind}`, async () => assert.deepEqual(await endOf(fault, send), read));
    }
    for (const [kind, send] of Object.entries(writes)) {
      it(`${told}: ${kind}, never twice`, async () => {
        const before = await madeRecords();
        assert.deepEqual(await endOf(fault, send), write);
        assert.equal((await madeRecords()) - before, isDone ? 1 : 0);
      });
    }
  }

  it('a locked row is waited for where the write may happen twice, and told where it may not', async () => {
    const { id } = (await (
      await org.api('sobjects/Account', { method: 'POST', headers: json, body: '{"Name":"Locked"}' })
    ).json()) as { id: string };
    const change =
      (idempotent: boolean): Send =>
      sender =>
        sender.request({
          path: data(`sobjects/Account/${id}`),
          method: 'PATCH',
          headers: json,
          body: '{"Name":"B"}',
          idempotent,
        });
    assert.deepEqual(await endOf({ fault: 'unableToLockRow' }, change(true)), ['ok', 2]);
    assert.deepEqual(await endOf({ fault: 'unableToLockRow' }, change(false)), ['UNABLE_TO_LOCK_ROW', 1]);
  });

  const neverEnding: readonly Row['fault'][] = [
    { fault: 'latency', ms: 60_000 },
    { fault: 'slowBody', bytesPerSecond: 1 },
    { fault: 'serverUnavailable', retryAfter: 25 },
  ];
  for (const fault of neverEnding) {
    it(`${JSON.stringify(fault)}: is cancelled at once, and its socket closed`, async () => {
      const patient = createTransport({
        tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) },
        clientName: 'FaultMatrix',
      });
      for (const send of [reads.query!, reads['query that is too long for a URL']!]) {
        await org.fault(fault);
        const cancel = new AbortController();
        const sent = send(patient, cancel.signal);
        setImmediate(() => cancel.abort());
        await assert.rejects(sent, { code: 'CANCELLED' });
        await org.admin('faults', { method: 'DELETE' });
      }
      await patient.close();
    });
  }
});
