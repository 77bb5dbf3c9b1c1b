import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

type Answer = Readonly<Record<string, unknown>> & { readonly id: string };

interface Expected {
  readonly status: number;
  /** The only error's code and message. */
  readonly error?: readonly [code: string, message: string];
}

describe('single records over REST', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let accountId: string;
  before(async () => {
    org = await startLocalOrg();
    accountId = (await object(await write('POST', 'sobjects/Account', { Name: 'Acme', Industry: 'Banking' }))).id;
  });
  after(() => org.stop());

  const write = (method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    org.api(path, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('are made, with their path and an 18-character id', async () => {
    const response = await write('POST', 'sobjects/account', { name: 'Universal' });
    const { id, ...rest } = await object(response);
    assert.equal(response.status, 201);
    assert.deepEqual(rest, { success: true, errors: [] });
    assert.match(id, /^001\w{15}$/);
    assert.equal(response.headers.get('location'), `/services/data/v67.0/sobjects/Account/${id}`);
  });

  it('are read: all fields, or the ones that are named, in that order', async () => {
    const all = await object(await org.api(`sobjects/Account/${accountId}`));
    assert.equal(all.Industry, 'Banking');
    assert.equal(all.Website, null);
    const some = await object(await org.api(`sobjects/Account/${accountId.slice(0, 15)}?fields=industry,Name`));
    assert.deepEqual(Object.entries(some), [
      ['attributes', { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${accountId}` }],
      ['Industry', 'Banking'],
      ['Name', 'Acme'],
    ]);
  });

  it('are changed: only what is named, and null empties', async () => {
    const made = (await object(await write('POST', 'sobjects/Account', { Name: 'A', Phone: '1', Fax: '2' }))).id;
    const response = await write('PATCH', `sobjects/Account/${made}`, { phone: null, Name: 'B' });
    assert.deepEqual([response.status, response.headers.get('content-type'), await response.text()], [204, null, '']);
    const { Name, Phone, Fax } = await object(await org.api(`sobjects/Account/${made}`));
    assert.deepEqual({ Name, Phone, Fax }, { Name: 'B', Phone: null, Fax: '2' });
  });

  it('are deleted, and then gone in the words of Salesforce', async () => {
    const made = (await object(await write('POST', 'sobjects/Account', { Name: 'A' }))).id;
    assert.equal((await org.api(`sobjects/Account/${made}`, { method: 'DELETE' })).status, 204);
    await check(await org.api(`sobjects/Account/${made}`), {
      status: 404,
      error: ['ENTITY_IS_DELETED', 'entity is deleted'],
    });
  });

  const faults: readonly [what: string, send: () => Promise<Response>, expected: Expected][] = [
    [
      'an unknown object',
      () => write('POST', 'sobjects/Nope__c', { Name: 'x' }),
      { status: 404, error: ['NOT_FOUND', 'The requested resource does not exist'] },
    ],
    [
      'an unknown id',
      () => org.api('sobjects/Account/001000000000009'),
      { status: 404, error: ['NOT_FOUND', 'The requested resource does not exist'] },
    ],
    [
      'what is no id',
      () => org.api('sobjects/Account/nope'),
      { status: 404, error: ['NOT_FOUND', 'Provided external ID field does not exist or is not accessible: nope'] },
    ],
    [
      'an unknown field',
      () => write('POST', 'sobjects/Account', { Name: 'x', AccountNumer: '1' }),
      { status: 400, error: ['INVALID_FIELD', "No such column 'AccountNumer' on sobject of type Account"] },
    ],
    [
      'an unknown field to read',
      () => org.api(`sobjects/Account/${accountId}?fields=Nope`),
      { status: 400, error: ['INVALID_FIELD', "No such column 'Nope' on sobject of type Account"] },
    ],
    [
      'a required field that is missing',
      () => write('POST', 'sobjects/Contact', { FirstName: 'x' }),
      { status: 400, error: ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]'] },
    ],
    [
      'broken JSON',
      () => write('POST', 'sobjects/Account', '{\n"Name": x}'),
      { status: 400, error: ['JSON_PARSER_ERROR', 'The body is not valid JSON'] },
    ],
    [
      'no body',
      () => write('POST', 'sobjects/Account', ''),
      {
        status: 400,
        error: ['JSON_PARSER_ERROR', 'The HTTP entity body is required, but this request has no entity body.'],
      },
    ],
    [
      'an array',
      () => write('POST', 'sobjects/Account', []),
      { status: 400, error: ['JSON_PARSER_ERROR', 'The body must be a JSON object with the fields of one record'] },
    ],
    [
      'a form',
      () => org.api('sobjects/Account', { method: 'POST', body: new URLSearchParams({ Name: 'x' }) }),
      { status: 415 },
    ],
    [
      'a body that is too large',
      () => write('POST', 'sobjects/Account', JSON.stringify({ Name: 'x'.repeat(7 * 1024 * 1024) })),
      { status: 413 },
    ],
  ];
  for (const [what, send, expected] of faults) {
    it(`answer ${expected.status} to ${what}`, async () => check(await send(), expected));
  }

  it('take a compressed body, within the same bound', async () => {
    const zip = async (text: string) =>
      new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const send = async (text: string) =>
      (await org.api('sobjects/Account', { method: 'POST', headers, body: await zip(text) })).status;
    assert.equal(await send('{"Name":"zipped"}'), 201);
    assert.equal(await send(JSON.stringify({ Name: 'x'.repeat(7 * 1024 * 1024) })), 413);
  });

  it('honour conditions: tags on accounts, dates on all', async () => {
    const first = await org.api(`sobjects/Account/${accountId}`);
    const etag = first.headers.get('etag') ?? '';
    const status = async (path: string, headers: Record<string, string>) => (await org.api(path, { headers })).status;
    assert.match(etag, /^"[\w+/]+=--gzip"$/);
    assert.equal(await status(`sobjects/Account/${accountId}`, { 'if-none-match': etag }), 304);
    assert.equal(await status(`sobjects/Account/${accountId}`, { 'if-none-match': '"x"' }), 200);
    assert.equal(await status(`sobjects/Account/${accountId}`, { 'if-match': '"x"' }), 412);
    const longAgo = new Date(0).toUTCString();
    const later = new Date(Date.now() + 60_000).toUTCString();
    assert.equal(await status(`sobjects/Account/${accountId}`, { 'if-modified-since': later }), 304);
    const change = (headers: Record<string, string>) =>
      write('PATCH', `sobjects/Account/${accountId}`, { Phone: '1' }, headers);
    assert.equal((await change({ 'if-unmodified-since': longAgo })).status, 412);
    assert.equal((await change({ 'if-match': etag })).status, 204);
  });

  describe('by external id', () => {
    const path = `sobjects/UpsertTable__c/extid__c/${encodeURIComponent('key/ä b')}`;

    it('are made, changed, read and deleted', async () => {
      const made = await write('PATCH', path, { Name: 'one' });
      const { id, ...rest } = await object(made);
      assert.deepEqual([made.status, rest], [201, { success: true, errors: [], created: true }]);
      assert.equal(made.headers.get('location'), `/services/data/v67.0/sobjects/UpsertTable__c/${id}`);
      const changed = await write('PATCH', path, { Name: 'two' });
      assert.deepEqual(
        [changed.status, await object(changed)],
        [200, { id, success: true, errors: [], created: false }],
      );
      const { Id, Name, ExtId__c } = await object(await org.api(path));
      assert.deepEqual({ Id, Name, ExtId__c }, { Id: id, Name: 'two', ExtId__c: 'key/ä b' });
      assert.equal((await org.api(path, { method: 'DELETE' })).status, 204);
      assert.equal((await org.api(path)).status, 404);
    });

    it('answer without a body before version 46', async () => {
      await write('PATCH', path, { Name: 'one' });
      const response = await fetch(`${org.origin}/services/data/v45.0/${path}`, {
        method: 'PATCH',
        body: '{"Name":"two"}',
        headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' },
      });
      assert.deepEqual([response.status, await response.text()], [204, '']);
    });

    it('are not made when the client wants updates only', async () => {
      const response = await write('PATCH', 'sobjects/UpsertTable__c/ExtId__c/none?updateOnly=true', { Name: 'x' });
      assert.equal(response.status, 404);
    });

    it('refuse a field that is no external id', async () => {
      await check(await write('PATCH', 'sobjects/Account/Industry/Banking', { Name: 'x' }), {
        status: 404,
        error: ['NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Industry'],
      });
    });

    it('refuse the field in the body as well', async () => {
      await check(await write('PATCH', path, { ExtId__c: 'other' }), {
        status: 400,
        error: ['INVALID_FIELD', 'The ExtId__c field should not be specified in the sobject data.'],
      });
    });

    it('may be the id itself', async () => {
      const response = await write('PATCH', `sobjects/Account/Id/${accountId}`, { Phone: '2' });
      const body = { id: accountId, success: true, errors: [], created: false };
      assert.deepEqual([response.status, await object(response)], [200, body]);
      assert.equal((await write('POST', 'sobjects/Account/Id', { Name: 'x' })).status, 201);
      assert.equal((await write('PATCH', 'sobjects/Account/Id/001000000000009', { Name: 'x' })).status, 404);
    });
  });

  it('are counted', async () => {
    const counts = async () => await object(await org.api('limits/recordCount?sObjects=Contact,Nope,account'));
    const [contacts, accounts] = (await counts()).sObjects as { count: number; name: string }[];
    await write('POST', 'sobjects/Account', { Name: 'x' });
    assert.deepEqual((await counts()).sObjects, [contacts, { count: (accounts?.count ?? 0) + 1, name: 'Account' }]);
  });
});

/** Asserts the status and, where given, the one error in the array. */
async function check(response: Response, { status, error }: Expected): Promise<void> {
  const body = (await response.json()) as readonly { errorCode: string; message: string }[];
  assert.equal(response.status, status);
  assert.equal(body.length, 1);
  if (error) assert.deepEqual([body[0]?.errorCode, body[0]?.message], error);
}

async function object(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}
