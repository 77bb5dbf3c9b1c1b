import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchIdentity } from '../../../client/src/auth/identity.ts';
import {
  beginAuthorization,
  checkReachable,
  grant,
  isActive,
  type OAuthClient,
  redeemCode,
  refresh,
  revoke,
} from '../../../client/src/auth/oauth.ts';
import { leavesTokenUnspent } from '../../../client/src/auth/unspent.ts';

type Ask = (client: OAuthClient, signal: AbortSignal) => Promise<unknown>;

const asks: Readonly<Record<string, readonly [ask: Ask, limitMs: number, code: string]>> = {
  'whether it is there': [({ loginUrl }, signal) => checkReachable(loginUrl, signal), 8_000, 'LOGIN_UNREACHABLE'],
  'for a token by a code': [redeem, 30_000, 'LOGIN_UNREACHABLE'],
  'for a new token': [(client, signal) => refresh(client, 'token', signal), 30_000, 'LOGIN_UNREACHABLE'],
  'for a token without a browser': [(client, signal) => grant(client, 'x', {}, signal), 30_000, 'LOGIN_UNREACHABLE'],
  'whether a token is good': [client => isActive(client, 'token'), 30_000, 'LOGIN_UNREACHABLE'],
  'to end a token': [(client, signal) => revoke(client, 'token', signal), 30_000, 'LOGIN_UNREACHABLE'],
  'who it is': [({ loginUrl }, signal) => fetchIdentity(loginUrl, 'token', signal), 30_000, 'ORG_UNREACHABLE'],
};

async function redeem(client: OAuthClient, signal: AbortSignal): Promise<unknown> {
  const request = { ...client, redirectUri: 'http://localhost:1/OauthRedirect', scopes: ['api'] };
  const authorization = await beginAuthorization(request);
  return redeemCode(request, authorization, new URLSearchParams({ code: 'x', state: authorization.state }), signal);
}

/** Signals that a time limit would abort, with that time; here it ends when the test says so. */
const limits: { readonly ms: number; end(): void }[] = [];
const timeout = AbortSignal.timeout;
const ownFetch = globalThis.fetch;

describe('a host that takes a request and stays silent', () => {
  let server: Server;
  let client: OAuthClient;
  let received: () => void;
  let head: boolean;
  beforeEach(async () => {
    limits.splice(0);
    AbortSignal.timeout = ms => {
      const abort = new AbortController();
      limits.push({ ms, end: () => abort.abort(new DOMException('late', 'TimeoutError')) });
      return abort.signal;
    };
    globalThis.fetch = async (input, init) => {
      const response = await ownFetch(input, init);
      // Once the reading of the body has begun.
      setImmediate(received);
      return response;
    };
    server = createServer((_request, response) => {
      if (head) response.writeHead(200, { 'content-type': 'application/json' }).write('{"access_token":');
      else received();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = { loginUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, clientId: 'app' };
  });
  afterEach(async () => {
    AbortSignal.timeout = timeout;
    globalThis.fetch = ownFetch;
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  /** Asks, and once the request is there, does that. */
  async function asked(ask: Ask, signal: AbortSignal, sendsHead: boolean, then: () => void): Promise<unknown> {
    head = sendsHead;
    const arrived = new Promise<void>(resolve => {
      received = resolve;
    });
    const failure = ask(client, signal).then(
      () => assert.fail('was answered'),
      (error: unknown) => error,
    );
    await arrived;
    then();
    return failure;
  }

  for (const [what, [ask, limitMs, code]] of Object.entries(asks)) {
    const endsWithHead = what === 'whether it is there' || what === 'to end a token';
    for (const sendsHead of endsWithHead ? [false] : [false, true]) {
      const silence = sendsHead ? 'in the middle of its answer' : 'from the beginning';
      it(`is asked ${what} for ${limitMs / 1000} s, silent ${silence}`, async () => {
        const never = new AbortController().signal;
        const error = await asked(ask, never, sendsHead, () => {
          for (const limit of limits) limit.end();
        });
        assert.equal((error as { code?: string }).code, code);
        assert.deepEqual(new Set(limits.map(({ ms }) => ms)), new Set([limitMs]));
        if (what === 'for a new token') assert.equal(leavesTokenUnspent(error), false);
      });

      if (what === 'whether a token is good') continue;
      it(`is asked ${what} until the user cancels it, silent ${silence}`, async () => {
        const user = new AbortController();
        const reason = Object.assign(new Error('Canceled'), { name: 'Canceled' });
        assert.equal(await asked(ask, user.signal, sendsHead, () => user.abort(reason)), reason);
      });
    }
  }
});
