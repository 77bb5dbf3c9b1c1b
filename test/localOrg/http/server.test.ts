import assert from 'node:assert/strict';
import http from 'node:http';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

// Raw requests: fetch would tidy up paths and headers.

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

describe('the HTTP edge of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const get = (path: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET') =>
    request(org, { path, method, headers: { authorization: `Bearer ${org.accessToken}`, ...headers } });

  const limits = '/services/data/v66.0/limits';
  const statuses: readonly [what: string, path: string, status: number, headers?: http.OutgoingHttpHeaders][] = [
    ['doubled slashes', '//services//data/v66.0//limits', 200],
    ['a trailing slash', `${limits}/`, 200],
    ['versions without a session', '/services/data', 200, { authorization: undefined }],
    ['a retired version', '/services/data/v30.0/limits', 410],
    ['a version to come', '/services/data/v68.0/limits', 404],
    ['no version', '/services/data/66/limits', 404],
    ['no session', limits, 401, { authorization: undefined }],
    ['another kind of authorization', limits, 401, { authorization: 'Basic eDp5' }],
    ['a wrong token', limits, 401, { authorization: 'Bearer 00Dxx!nope' }],
    ['an unknown resource', '/services/data/v66.0/wave', 404],
    ['an unknown path', '/lightning', 404],
    ['a broken escape', '/services/data/%E0%A4%A', 404],
    ['a path out of the tree', '/services/data/v66.0/../../../etc/passwd', 404],
    ['XML', limits, 406, { accept: 'application/xml' }],
    ['localhost', limits, 200, { host: 'localhost:1' }],
    ['a name below localhost', limits, 200, { host: 'acme--dev.my.localhost:1' }],
    ['IPv6 loopback', limits, 200, { host: '[::1]:1' }],
    ['another host', limits, 403, { host: 'example.com' }],
    ['another host that looks like ours', limits, 403, { host: 'localhost.example.com' }],
    ['a long path', `${limits}?${'x'.repeat(16_500)}`, 414],
    ['long headers', limits, 431, { 'x-long': 'x'.repeat(16_300) }],
    ['headers that Node refuses', limits, 431, { 'x-long': 'x'.repeat(300_000) }],
  ];
  for (const [what, path, status, headers] of statuses) {
    it(`answers ${status} to ${what}`, async () => assert.equal((await get(path, headers)).status, status));
  }

  it('takes OAuth for Bearer', async () => {
    assert.equal((await get(limits, { authorization: `OAuth ${org.accessToken}` })).status, 200);
  });

  it('sends the headers of a real org', async () => {
    const { headers } = await get(limits);
    assert.equal(headers['content-type'], 'application/json;charset=UTF-8');
    assert.equal(headers['cache-control'], 'no-cache,must-revalidate,max-age=0,no-store,private');
    assert.match(String(headers['sforce-limit-info']), /^api-usage=\d+\/15000$/);
    assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/);
  });

  it('counts calls honestly, and only calls of the API', async () => {
    const used = async () => Number(/=(\d+)/.exec(String((await get(limits)).headers['sforce-limit-info']))?.[1]);
    const before = await used();
    await get('/services/data');
    assert.equal((await get('/services/data')).headers['sforce-limit-info'], undefined);
    assert.equal(await used(), before + 1);
    const remaining = JSON.parse((await get(limits)).body).DailyApiRequests.Remaining;
    assert.equal(remaining, 15_000 - before - 2);
  });

  it('compresses when the client accepts it', async () => {
    const plain = await get(limits);
    const packed = await get(limits, { 'accept-encoding': 'gzip' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal((await get(limits, { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding'], undefined);
  });

  it('answers HEAD without a body', async () => {
    const { status, body } = await get(limits, {}, 'HEAD');
    assert.deepEqual({ status, body }, { status: 200, body: '' });
  });

  it('names the methods that are allowed', async () => {
    const { status, headers, body } = await get(limits, {}, 'PUT');
    assert.equal(status, 405);
    assert.equal(headers.allow, 'GET,HEAD');
    assert.equal(JSON.parse(body)[0].errorCode, 'METHOD_NOT_ALLOWED');
  });

  it('takes the method that a POST names', async () => {
    assert.equal((await get(`${limits}?_HttpMethod=PATCH`, {}, 'POST')).status, 405);
    assert.equal((await get(`${limits}?_HttpMethod=GET`, {}, 'POST')).status, 200);
  });

  it('logs requests without queries, and whether the client left early', async () => {
    await get(`${limits}?secret=1`);
    const entry = (await org.log()).at(-1);
    assert.deepEqual(
      { method: entry?.method, path: entry?.path, status: entry?.status, closedEarly: entry?.closedEarly },
      { method: 'GET', path: limits, status: 200, closedEarly: false },
    );
  });
});

function request(org: LocalOrg, options: http.RequestOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = Object.fromEntries(Object.entries(options.headers ?? {}).filter(([, value]) => value !== undefined));
  const { hostname, port } = new URL(org.origin);
  http
    .request({ ...options, hostname, port, headers, agent: false }, response => {
      let body = '';
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
    .on('error', reject)
    .end();
  return promise;
}
