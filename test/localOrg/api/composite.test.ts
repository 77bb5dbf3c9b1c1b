import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { recorded, shapeOf } from '../../harness/recorded.ts';

interface NodeResult {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

const base = '/services/data/v67.0';

describe('composite requests', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const send = async (path: string, body?: unknown) => {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await org.api(path, body === undefined ? {} : init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const composite = async (compositeRequest: readonly object[], options: object = {}) => {
    const { status, body } = await send('composite', { ...options, compositeRequest });
    assert.equal(status, 200, JSON.stringify(body));
    return body.compositeResponse as readonly NodeResult[];
  };
  const create = (referenceId: string, object: string, body: object) => ({
    method: 'POST',
    url: `${base}/sobjects/${object}`,
    referenceId,
    body,
  });
  const get = (referenceId: string, path: string) => ({ method: 'GET', url: `${base}/${path}`, referenceId });
  const statuses = (results: readonly NodeResult[]) => results.map(({ httpStatusCode }) => httpStatusCode);
  const errorOf = (result: NodeResult | undefined) =>
    (result?.body as { errorCode: string; message: string }[] | undefined)?.[0];
  const count = async (from: string) =>
    (await send(`query?q=${encodeURIComponent(`SELECT COUNT() FROM ${from}`)}`)).body.totalSize;

  it('answer each request as it would be answered by itself', async () => {
    const queries = [
      get('refAccount', 'query/?q=select count() from Account'),
      get('refXYZZY', 'query/?q=select count() from XYZZY'),
    ];
    const compositeResponse = await composite(queries);
    const [recordedCount, recordedError] = (recorded('composite/queries.json') as { compositeResponse: NodeResult[] })
      .compositeResponse;
    assert.deepEqual(shapeOf(compositeResponse[0]), shapeOf(recordedCount));
    assert.deepEqual(compositeResponse[1], recordedError);
    const notFound = await send('composite', { compositeRequest: [get('CCI__RefId__0__', 'sobjects/Foo')] });
    assert.deepEqual(notFound.body, recorded('composite/not-found.json'));
  });

  it('take headers, and show the ones of the answers', async () => {
    const url = `${base}/sobjects`;
    const httpHeaders = { 'If-Modified-Since': new Date(Date.now() + 60_000).toUTCString() };
    const [answer] = await composite([{ method: 'GET', url, referenceId: 'r', httpHeaders }]);
    const [expected] = (recorded('composite/not-modified.json') as { compositeResponse: NodeResult[] })
      .compositeResponse;
    assert.deepEqual(shapeOf(answer), shapeOf(expected));
  });

  it('fill in references to answers before them', async () => {
    const results = await composite([
      create('refAccount', 'Account', { Name: 'Referenced', NumberOfEmployees: 7 }),
      get('refRead', 'sobjects/Account/@{refAccount.id}?fields=Id,Name,NumberOfEmployees,Website'),
      create('refContact', 'Contact', {
        LastName: 'Of @{refRead.Name}',
        AccountId: '@{refRead.Id}',
        Email: '@{refRead.Website}',
      }),
      get('refQuery', "query?q=SELECT Name, Account.NumberOfEmployees FROM Contact WHERE Id = '@{refContact.id}'"),
      create('refLast', 'Account', {
        Name: '@{refQuery.records[0].Name}',
        NumberOfEmployees: '@{refRead.NumberOfEmployees}',
      }),
    ]);
    assert.deepEqual(statuses(results), [201, 200, 201, 200, 201]);
    const { id } = results[0]!.body as { id: string };
    assert.equal(results[0]?.httpHeaders.Location, `${base}/sobjects/Account/${id}`);
    assert.deepEqual(Object.keys(results[0] ?? {}), ['body', 'httpHeaders', 'httpStatusCode', 'referenceId']);
    assert.equal(await count("Account WHERE Name = 'Of Referenced' AND NumberOfEmployees = 7"), 1);
  });

  it('go on after an error, save for what refers to it', async () => {
    const results = await composite([
      create('bad', 'Contact', {}),
      create('child', 'Contact', { LastName: 'x', AccountId: '@{bad.id}' }),
      create('wrongCase', 'Contact', { LastName: 'x', AccountId: '@{good.Id}' }),
      create('good', 'Account', { Name: 'Goes on' }),
    ]);
    assert.deepEqual(statuses(results), [400, 400, 400, 201]);
    assert.deepEqual(errorOf(results[1]), {
      message: 'Invalid reference specified. No value for bad.id found in bad',
      errorCode: 'PROCESSING_HALTED',
    });
  });

  it('are undone together with allOrNone', async () => {
    const nodes = [
      create('first', 'Account', { Name: 'Undone by composite' }),
      { ...create('bad', 'Contact', {}) },
      create('last', 'Account', { Name: 'Undone by composite' }),
    ];
    const results = await composite(nodes, { allOrNone: true });
    assert.deepEqual(statuses(results), [400, 400, 400]);
    assert.deepEqual(
      results.map(result => errorOf(result)?.errorCode),
      ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED'],
    );
    assert.equal(await count("Account WHERE Name = 'Undone by composite'"), 0);
    const kept = await composite([create('a', 'Account', { Name: 'Kept by composite' })], { allOrNone: true });
    assert.deepEqual(statuses(kept), [201]);
    assert.equal(await count("Account WHERE Name = 'Kept by composite'"), 1);
  });

  it('do not undo what others write at the same time', async () => {
    const undone = [
      ...Array.from({ length: 20 }, (_, n) => create(`r${n}`, 'Account', { Name: 'Neighbor, undone' })),
      create('bad', 'Contact', {}),
    ];
    const others = Array.from({ length: 30 }, (_, n) => [
      composite(undone, { allOrNone: true }),
      send('sobjects/Account', { Name: `Neighbor, kept ${n}` }),
    ]).flat();
    await Promise.all(others);
    assert.equal(await count("Account WHERE Name LIKE 'Neighbor, kept%'"), 30);
    assert.equal(await count("Account WHERE Name = 'Neighbor, undone'"), 0);
  });

  it('carry collections, whose own failures undo nothing else', async () => {
    const records = [
      { attributes: { type: 'Account' }, Name: 'In a collection' },
      { attributes: { type: 'Contact' }, FirstName: 'x' },
    ];
    const [collection, contact] = await composite(
      [
        { method: 'POST', url: `${base}/composite/sobjects`, referenceId: 'many', body: { records } },
        create('one', 'Contact', { LastName: 'x', AccountId: '@{many[0].id}' }),
      ],
      { allOrNone: true },
    );
    assert.deepEqual(
      (collection!.body as { success: boolean }[]).map(({ success }) => success),
      [true, false],
    );
    assert.equal(contact?.httpStatusCode, 201);
  });

  it('do not carry composites or jobs', async () => {
    const nodes = [get('a', 'composite'), get('b', 'jobs/ingest'), { ...get('c', 'x'), url: '/elsewhere' }];
    assert.deepEqual(statuses(await composite(nodes)), [400, 400, 400]);
  });

  const nodes = (length: number) => Array.from({ length }, (_, n) => get(`r${n}`, 'limits'));
  const refusals: readonly [what: string, path: string, body: unknown, code: string][] = [
    ['no subrequests', 'composite', { compositeRequest: [] }, 'JSON_PARSER_ERROR'],
    ['26 subrequests', 'composite', { compositeRequest: nodes(26) }, 'LIMIT_EXCEEDED'],
    [
      'six queries',
      'composite',
      { compositeRequest: [0, 1, 2, 3, 4, 5].map(n => get(`r${n}`, 'query?q=SELECT Id FROM User')) },
      'LIMIT_EXCEEDED',
    ],
    ['an illegal reference id', 'composite', { compositeRequest: [get('a-b', 'limits')] }, 'INVALID_INPUT'],
    [
      'a reference id that comes twice',
      'composite',
      { compositeRequest: [get('a', 'limits'), get('a', 'limits')] },
      'INVALID_INPUT',
    ],
    [
      'headers of its own authorization',
      'composite',
      { compositeRequest: [{ ...get('a', 'limits'), httpHeaders: { Authorization: 'x' } }] },
      'INVALID_INPUT',
    ],
    ['a batch that is none', 'composite/batch', { batchRequests: {} }, 'JSON_PARSER_ERROR'],
    ['graphs that are none', 'composite/graph', { graphs: [{}] }, 'JSON_PARSER_ERROR'],
    ['a tree without records', 'composite/tree/Account', { records: [] }, 'JSON_PARSER_ERROR'],
    [
      'a tree of another type',
      'composite/tree/Account',
      { records: [{ attributes: { type: 'Contact', referenceId: 'a' } }] },
      'INVALID_TYPE',
    ],
  ];
  for (const [what, path, body, code] of refusals) {
    it(`refuse ${what}`, async () => {
      const answer = await send(path, body);
      assert.equal(answer.status, 400);
      assert.equal((answer.body as unknown as { errorCode: string }[])[0]?.errorCode, code);
    });
  }

  describe('of the batch kind', () => {
    it('answer in order, each request a call', async () => {
      const batchRequests = [
        { method: 'GET', url: 'v66.0/limits' },
        { method: 'POST', url: 'v67.0/sobjects/Account', richInput: { Name: 'From a batch' } },
        { method: 'GET', url: 'v67.0/sobjects/Nope' },
        { method: 'GET', url: '/services/data/v67.0/limits' },
      ];
      const { status, body } = await send('composite/batch', { batchRequests });
      const results = body.results as { statusCode: number; result: Record<string, { Remaining: number }> }[];
      assert.deepEqual(
        [status, body.hasErrors, results.map(({ statusCode }) => statusCode)],
        [200, true, [200, 201, 404, 200]],
      );
      const remaining = results.map(({ result }) => result.DailyApiRequests?.Remaining ?? 0);
      assert.equal((remaining[0] ?? 0) - (remaining[3] ?? 0), 3);
    });

    it('halt on an error when told to', async () => {
      const batchRequests = ['v67.0/sobjects/Nope', 'v67.0/limits', 'v67.0/limits'].map(url => ({
        method: 'GET',
        url,
      }));
      const { body } = await send('composite/batch', { haltOnError: true, batchRequests });
      const results = body.results as { statusCode: number; result: { errorCode: string }[] }[];
      assert.deepEqual(
        results.map(({ statusCode, result }) => [statusCode, result[0]?.errorCode]),
        [
          [404, 'NOT_FOUND'],
          [412, 'BATCH_PROCESSING_HALTED'],
          [412, 'BATCH_PROCESSING_HALTED'],
        ],
      );
    });
  });

  describe('of the tree kind', () => {
    const record = (type: string, referenceId: string, fields: object) => ({
      attributes: { type, referenceId },
      ...fields,
    });

    it('save records with their children, level by level', async () => {
      const records = [
        record('Account', 'ref1', {
          Name: 'Tree 1',
          Contacts: {
            records: [record('Contact', 'ref2', { LastName: 'A' }), record('Contact', 'ref3', { LastName: 'B' })],
          },
        }),
        record('Account', 'ref4', { Name: 'Tree 2' }),
      ];
      const { status, body } = await send('composite/tree/Account', { records });
      assert.deepEqual([status, body.hasErrors], [201, false]);
      const results = body.results as { referenceId: string; id: string }[];
      assert.deepEqual(
        results.map(({ referenceId }) => referenceId),
        ['ref1', 'ref4', 'ref2', 'ref3'],
      );
      assert.equal(await count(`Contact WHERE AccountId = '${results[0]?.id}'`), 2);
    });

    it('save none of them when one fails', async () => {
      const contacts = { records: [record('Contact', 'ref2', {})] };
      const records = [record('Account', 'ref1', { Name: 'Felled tree', Contacts: contacts })];
      const { status, body } = await send('composite/tree/Account', { records });
      assert.equal(status, 400);
      assert.deepEqual(body, {
        hasErrors: true,
        results: [
          {
            referenceId: 'ref2',
            errors: [
              {
                statusCode: 'REQUIRED_FIELD_MISSING',
                message: 'Required fields are missing: [LastName]',
                fields: ['LastName'],
              },
            ],
          },
        ],
      });
      assert.equal(await count("Account WHERE Name = 'Felled tree'"), 0);
    });
  });

  describe('of the graph kind', () => {
    it('save each graph as a whole or not at all', async () => {
      const graphs = [
        {
          graphId: '1',
          compositeRequest: [
            create('a', 'Account', { Name: 'Whole graph' }),
            create('c', 'Contact', { LastName: 'x', AccountId: '@{a.id}' }),
          ],
        },
        {
          graphId: '2',
          compositeRequest: [create('a', 'Account', { Name: 'Broken graph' }), create('c', 'Contact', {})],
        },
        { graphId: '3', compositeRequest: [get('q', 'query?q=SELECT Id FROM User')] },
      ];
      const { status, body } = await send('composite/graph', { graphs });
      const results = body.graphs as {
        graphId: string;
        graphResponse: { compositeResponse: NodeResult[] };
        isSuccessful: boolean;
      }[];
      assert.equal(status, 200);
      assert.deepEqual(
        results.map(({ graphId, graphResponse, isSuccessful }) => [
          graphId,
          statuses(graphResponse.compositeResponse),
          isSuccessful,
        ]),
        [
          ['1', [201, 201], true],
          ['2', [400, 400], false],
          ['3', [400], false],
        ],
      );
      const codes = results[1]?.graphResponse.compositeResponse.map(result => errorOf(result)?.errorCode);
      assert.deepEqual(codes, ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING']);
      assert.equal(await count("Account WHERE Name = 'Broken graph'"), 0);
      assert.equal(await count("Contact WHERE Account.Name = 'Whole graph'"), 1);
    });
  });
});
