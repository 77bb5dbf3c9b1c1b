import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { signIn } from '../../harness/signIn.ts';

type Rule = Readonly<Record<string, unknown>>;
interface ApiErrorBody {
  readonly errorCode: string;
  readonly message: string;
}

describe('faults on demand', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  beforeEach(() => org.admin('faults', { method: 'DELETE' }));
  after(() => org.stop());

  const byHeader = (value: string, path = 'limits', init: RequestInit = {}) =>
    org.api(path, { ...init, headers: { 'x-local-org-fault': value, 'content-type': 'application/json' } });
  const statusOf = async (path = 'limits') => (await org.api(path)).status;
  const statuses = async (count: number, path?: string) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index++) seen.push(await statusOf(path));
    return seen;
  };
  const addFault = (rule: unknown) =>
    org.admin('faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    });

  const answers: readonly [header: string, status: number, errorCode: string, headers?: Record<string, string>][] = [
    ['sessionExpired', 401, 'INVALID_SESSION_ID'],
    ['requestLimitExceeded', 403, 'REQUEST_LIMIT_EXCEEDED', { 'sforce-limit-info': 'api-usage=15000/15000' }],
    ['concurrentRequestLimitExceeded', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['tooManyRequests; retryAfter=7', 429, 'REQUEST_LIMIT_EXCEEDED', { 'retry-after': '7' }],
    ['serverUnavailable', 503, 'SERVER_UNAVAILABLE', { 'retry-after': '1' }],
    ['apiVersionRetired', 410, 'UNSUPPORTED_API_VERSION'],
    ['error; status=400; errorCode=QUERY_TIMEOUT; message=Too%20slow', 400, 'QUERY_TIMEOUT'],
    ['latency; ms=1, error; status=500', 500, 'UNKNOWN_EXCEPTION'],
    ['nonsense', 400, 'INVALID_FAULT'],
    ['latency; s=1', 400, 'INVALID_FAULT'],
    ['latency; ms=soon', 400, 'INVALID_FAULT'],
    ['latency; ms', 400, 'INVALID_FAULT'],
    ['error; status=200', 400, 'INVALID_FAULT'],
  ];
  for (const [header, status, errorCode, headers = {}] of answers) {
    it(`answers ${status} ${errorCode} to the header ${header}`, async () => {
      const response = await byHeader(header);
      const [error] = (await response.json()) as ApiErrorBody[];
      assert.deepEqual([response.status, error?.errorCode], [status, errorCode]);
      for (const [name, value] of Object.entries(headers)) assert.equal(response.headers.get(name), value);
      assert.equal(await statusOf(), 200, 'only that request fails');
    });
  }

  const ownWords: readonly [path: string, errorCode: string, words: RegExp][] = [
    ['Soap/u/64.0', 'INVALID_TYPE', /xsi:type="sf:InvalidSObjectFault"/],
    ['Soap/u/64.0', 'constructor', /xsi:type="sf:UnexpectedErrorFault"/],
    ['Soap/u/64.0', '__proto__', /xsi:type="sf:UnexpectedErrorFault"/],
    ['async/64.0/job', 'INVALIDJOB', /<exceptionCode>InvalidJob</],
    ['async/64.0/job', 'constructor', /<exceptionCode>constructor</],
    ['async/64.0/job', '__proto__', /<exceptionCode>__proto__</],
  ];
  for (const [path, errorCode, words] of ownWords) {
    it(`words the error ${errorCode} as ${path} does`, async () => {
      await org.fault({ fault: 'error', errorCode, path: '/services/*' });
      assert.match(await (await fetch(`${org.origin}/services/${path}`, { method: 'POST' })).text(), words);
    });
  }

  const rules: readonly [rule: Rule, path: string, statuses: readonly number[]][] = [
    [{}, 'limits', [503, 200]],
    [{ times: 2 }, 'limits', [503, 503, 200]],
    [{ times: 'always' }, 'limits', [503, 503, 503]],
    [{ skip: 1 }, 'limits', [200, 503, 200]],
    [{ skip: 1, every: 2, times: 'always' }, 'limits', [200, 503, 200, 503, 200]],
    [{ method: 'get' }, 'limits', [503, 200]],
    [{ method: 'POST' }, 'limits', [200]],
    [{ path: '/services/data/*/query*' }, 'limits', [200]],
    [{ path: '/services/data/*/limits' }, 'limits', [503, 200]],
    [{ path: '/services/data/v67.0/limits' }, 'limits', [503, 200]],
    [{ path: '/services/*/v*/limits' }, 'limits/recordCount', [200]],
    [{ path: '*Count' }, 'limits/recordCount', [503, 200]],
  ];
  for (const [rule, path, expected] of rules) {
    it(`hits ${path} by ${JSON.stringify(rule)}: ${expected.join(', ')}`, async () => {
      await org.fault({ fault: 'serverUnavailable', ...rule });
      assert.deepEqual(await statuses(expected.length, path), expected);
    });
  }

  it('lists rules with what they did, and removes them', async () => {
    const added = (await (await addFault({ fault: 'latency', ms: 1, times: 'always' })).json()) as { id: string };
    await statuses(2);
    const list = async () => (await (await org.admin('faults')).json()) as object[];
    const rule = { fault: 'latency', ms: 1, skip: 0, every: 1, times: 'always', seen: 2, applied: 2 };
    assert.deepEqual(await list(), [{ id: added.id, ...rule }]);
    assert.equal((await org.admin(`faults/${added.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await org.admin(`faults/${added.id}`, { method: 'DELETE' })).status, 404);
    assert.deepEqual(await list(), []);
  });

  it('refuses rules that it does not understand', async () => {
    const wrong = [null, [], {}, { fault: 'x' }, { fault: 'latency', every: 0 }, { fault: 'latency', path: 1 }];
    for (const rule of wrong) assert.equal((await addFault(rule)).status, 400, JSON.stringify(rule));
    const stranger = await fetch(`${org.origin}/local-org/faults`, { method: 'DELETE' });
    assert.equal(stranger.status, 401);
  });

  it('leaves the list of versions, signing in and its own endpoints alone unless they are named', async () => {
    await org.fault({ fault: 'serverUnavailable', times: 'always' });
    assert.equal((await fetch(`${org.origin}/services/data`)).status, 200);
    assert.equal((await org.admin('token', { method: 'POST' })).status, 200);
    await org.fault({ fault: 'error', path: '*', times: 'always' });
    assert.equal((await org.admin('log')).status, 200);
    assert.equal((await fetch(`${org.origin}/services/data`)).status, 500);
  });

  const query = `query?q=${encodeURIComponent('SELECT Id, Name FROM BigTable__c')}`;

  it('waits before it answers', async () => {
    const started = performance.now();
    await byHeader('latency; ms=150');
    assert.ok(performance.now() - started >= 149);
  });

  it('resets the connection before or within an answer', async () => {
    await assert.rejects(byHeader('connectionReset', query));
    for (const bytes of [1, 5000, 10_000_000]) {
      const response = await byHeader(`connectionReset; bytes=${bytes}`, query);
      await assert.rejects(async () => response.text());
    }
    const accepted = { method: 'POST', body: JSON.stringify({ Name: 'Kept' }) };
    await assert.rejects(byHeader('connectionReset', 'sobjects/Account', accepted));
    const kept = await org.api(`query?q=${encodeURIComponent("SELECT Id FROM Account WHERE Name = 'Kept'")}`);
    assert.equal(((await kept.json()) as { totalSize: number }).totalSize, 1, 'the request itself was carried out');
  });

  it('cuts a body short, compressed or not', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const headers = { 'x-local-org-fault': 'truncatedBody; bytes=70000', 'accept-encoding': encoding };
      const text = await (await org.api(query, { headers })).text();
      assert.equal(text.length, 70_000);
      assert.match(text, /^\{"totalSize":6000,/);
    }
  });

  it('sends JSON that is none', async () => {
    for (const path of ['limits', query]) {
      const text = await (await byHeader('malformedJson', path)).text();
      assert.throws(() => JSON.parse(text));
      assert.match(text, /^\{".*,$/s);
    }
  });

  it('sends a body slowly', async () => {
    const started = performance.now();
    const headers = { 'x-local-org-fault': 'slowBody; bytesPerSecond=20000', 'accept-encoding': 'identity' };
    const { length } = await (await org.api('limits', { headers })).text();
    assert.ok(performance.now() - started >= (length / 20_000) * 900);
  });

  describe('within a request', () => {
    const post = (path: string, body: unknown, fault: string) =>
      byHeader(fault, path, { method: 'POST', body: JSON.stringify(body) });

    it('holds a record', async () => {
      const response = await post('sobjects/Account', { Name: 'Locked' }, 'unableToLockRow');
      const [error] = (await response.json()) as ApiErrorBody[];
      assert.deepEqual([response.status, error?.errorCode], [400, 'UNABLE_TO_LOCK_ROW']);
    });

    it('holds some records of many', async () => {
      const records = ['A', 'B', 'C'].map(Name => ({ attributes: { type: 'Account' }, Name }));
      const body = { records: [{ attributes: { type: 'Contact' }, LastName: 'Free' }, ...records] };
      const response = await post('composite/sobjects', body, 'unableToLockRow; records=2; object=account');
      const results = (await response.json()) as { success: boolean; errors: { statusCode: string }[] }[];
      assert.deepEqual(
        results.map(({ errors }) => errors[0]?.statusCode),
        [undefined, 'UNABLE_TO_LOCK_ROW', 'UNABLE_TO_LOCK_ROW', undefined],
      );
    });

    it('holds rows of a bulk job', async () => {
      const results = await ingest('unableToLockRow; records=2');
      assert.equal(results.state, 'JobComplete');
      assert.deepEqual([results.numberRecordsProcessed, results.numberRecordsFailed], [3, 2]);
      const failed = await (await org.api(`jobs/ingest/${results.id}/failedResults`)).text();
      assert.match(
        failed,
        /"UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records:[^"]*--"/,
      );
    });

    it('makes bulk jobs fail', async () => {
      await org.fault({ fault: 'bulkJobFailed', message: 'InvalidBatch : On demand', times: 2 });
      const { state, errorMessage } = await ingest();
      assert.deepEqual([state, errorMessage], ['Failed', 'InvalidBatch : On demand']);
      const made = await post('jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' }, 'latency; ms=0');
      const { id } = (await made.json()) as Job;
      assert.equal((await ended('query', id)).state, 'Failed');
      assert.equal((await ingest()).state, 'JobComplete');
    });

    async function ingest(fault = 'latency; ms=0'): Promise<Job> {
      const made = await post('jobs/ingest', { operation: 'insert', object: 'Account' }, fault);
      const { id } = (await made.json()) as Job;
      const headers = { 'content-type': 'text/csv' };
      await org.api(`jobs/ingest/${id}/batches`, { method: 'PUT', headers, body: 'Name\nA\nB\nC\n' });
      const body = JSON.stringify({ state: 'UploadComplete' });
      await org.api(`jobs/ingest/${id}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body });
      return ended('ingest', id);
    }

    interface Job {
      readonly id: string;
      readonly state: string;
      readonly errorMessage?: string;
      readonly numberRecordsProcessed: number;
      readonly numberRecordsFailed: number;
    }

    async function ended(kind: string, id: string): Promise<Job> {
      for (;;) {
        const job = (await (await org.api(`jobs/${kind}/${id}`)).json()) as Job;
        if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
      }
    }
  });

  describe('at sign-in', () => {
    const redirectUri = 'http://localhost:1717/OauthRedirect';
    const authorize = () => {
      const client = { client_id: 'PlatformCLI', redirect_uri: redirectUri, state: 'abc' };
      return `${org.origin}/services/oauth2/authorize?${new URLSearchParams({ response_type: 'code', ...client })}`;
    };

    it('tells an app that it is not installed', async () => {
      await org.fault({ fault: 'appNotInstalled' });
      const response = await fetch(authorize(), { redirect: 'manual' });
      const { searchParams } = new URL(response.headers.get('location') ?? '');
      assert.deepEqual(Object.fromEntries(searchParams), {
        error: 'invalid_client',
        error_description: 'app must be installed into org',
        state: 'abc',
      });
    });

    for (const [fault, error] of [
      ['appBlocked', /OAUTH_APP_BLOCKED/],
      ['appNeverRedirects', /OAUTH_APPROVAL_ERROR_GENERIC/],
    ] as const) {
      it(`shows the error page of ${fault} and leads nowhere`, async () => {
        await org.fault({ fault });
        const response = await fetch(authorize(), { redirect: 'manual' });
        assert.equal(response.headers.get('location'), null);
        assert.match(await response.text(), error);
      });
    }

    it('refuses after the consent page when the rule says POST', async () => {
      await org.fault({ fault: 'appNeverRedirects', method: 'POST', skip: 1 });
      const { username, password } = org;
      await assert.rejects(
        signIn(authorize(), { username, password, decision: 'allow' }),
        /OAUTH_APPROVAL_ERROR_GENERIC/,
      );
      const target = await signIn(authorize(), { username, password, decision: 'allow' });
      assert.ok(target.searchParams.has('code'));
    });

    it('refuses tokens', async () => {
      await org.fault({ fault: 'oauthError', error: 'invalid_grant', description: 'inactive user' });
      const ask = () =>
        fetch(`${org.origin}/services/oauth2/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: 'LocalOrgIntegration',
            client_secret: org.clientSecret,
          }),
        });
      const refused = await ask();
      assert.deepEqual(
        [refused.status, await refused.json()],
        [400, { error: 'invalid_grant', error_description: 'inactive user' }],
      );
      assert.equal((await ask()).status, 200);
    });
  });
});
