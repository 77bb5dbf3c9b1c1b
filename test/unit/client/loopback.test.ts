import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { listenOnLoopback, redirectUri } from '../../../client/src/auth/loopback.ts';

const NEVER = 60_000;
const silent = () => new AbortController().signal;

describe('the loopback listener', () => {
  it('gives the query of the redirect, shows the outcome, and is gone afterwards', async () => {
    const listener = await listenOnLoopback(0);
    const redirect = listener.redirect('s1', NEVER, silent());
    const page = get(listener.port, '/OauthRedirect?code=a%3D%3D&state=s1');
    const { params, finish } = await redirect;
    assert.equal(params.get('code'), 'a==');
    finish('You are <in>', 'Go back & work');
    const { status, body } = await page;
    assert.equal(status, 200);
    assert.ok(body.includes('You are &#60;in&#62;') && body.includes('Go back &#38; work'));
    await listener[Symbol.asyncDispose]();
    await assert.rejects(get(listener.port, '/OauthRedirect?code=b&state=s1'), { code: 'ECONNREFUSED' });
  });

  it('does not wait for a connection that sends nothing', async () => {
    const listener = await listenOnLoopback(0);
    const spare = connect(listener.port, '127.0.0.1');
    await once(spare, 'connect');
    const redirect = listener.redirect('s1', NEVER, silent());
    const page = get(listener.port, '/OauthRedirect?code=1&state=s1');
    (await redirect).finish('You are in', '');
    await listener[Symbol.asyncDispose]();
    assert.ok((await page).body.includes('You are in'));
    spare.destroy();
  });

  it('refuses what is not the redirect, and keeps waiting', async () => {
    await using listener = await listenOnLoopback(0);
    const redirect = listener.redirect('s1', NEVER, silent());
    const refused = [
      get(listener.port, '/OauthRedirect?code=x&state=another'),
      get(listener.port, '/OauthRedirect?code=x'),
      get(listener.port, '/other?code=x&state=s1'),
      get(listener.port, '/OauthRedirect?code=x&state=s1', { host: 'evil.example' }),
      get(listener.port, '/OauthRedirect?code=x&state=s1', {}, 'POST'),
    ];
    for (const { status } of await Promise.all(refused)) assert.equal(status, 400);
    const page = get(listener.port, '/OauthRedirect?error=access_denied&state=s1');
    const { params, finish } = await redirect;
    assert.equal(params.get('error'), 'access_denied');
    finish('', '');
    await page;
  });

  it('takes one redirect only', async () => {
    await using listener = await listenOnLoopback(0);
    const redirect = listener.redirect('s1', NEVER, silent());
    const first = get(listener.port, '/OauthRedirect?code=1&state=s1');
    (await redirect).finish('', '');
    await first;
    assert.equal((await get(listener.port, '/OauthRedirect?code=2&state=s1')).status, 404);
  });

  it('gives up after its time', async () => {
    await using listener = await listenOnLoopback(0);
    await assert.rejects(listener.redirect('s1', 1, silent()), { code: 'LISTENER_TIMEOUT' });
  });

  it('stops when it is cancelled', async () => {
    await using listener = await listenOnLoopback(0);
    const abort = new AbortController();
    const redirect = listener.redirect('s1', NEVER, abort.signal);
    abort.abort(new Error('cancelled by the user'));
    await assert.rejects(redirect, /cancelled by the user/);
  });

  it('says which port is taken', async () => {
    await using listener = await listenOnLoopback(0);
    await assert.rejects(listenOnLoopback(listener.port), { code: 'EADDRINUSE' });
    assert.equal(redirectUri(1717), 'http://localhost:1717/OauthRedirect');
  });
});

function get(port: number, path: string, headers: { host?: string } = {}, method = 'GET') {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers } });
    sent.on('error', reject).on('response', response => {
      let body = '';
      response.setEncoding('utf8').on('data', text => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.end();
  });
}
