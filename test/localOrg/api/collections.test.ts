import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { recorded, shapeOf } from '../../harness/recorded.ts';

interface Result {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly { readonly statusCode: string; readonly message: string; readonly fields: string[] }[];
}

const contact = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields });
const account = (fields: object) => ({ attributes: { type: 'Account' }, ...fields });
const upsertRow = (fields: object) => ({ attributes: { type: 'UpsertTable__c' }, ...fields });

describe('collections of records over REST', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const send = async (method: string, path: string, body?: unknown) => {
    const response = await org.api(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const results = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as readonly Result[];
  };
  const codes = (list: readonly Result[]) => list.map(({ errors }) => errors[0]?.statusCode);
  const make = async (...records: object[]) =>
    (await results('POST', 'composite/sobjects', { records })).map(({ id = '' }) => id);
  const count = async (where: string) => {
    const { body } = await send('GET', `query?q=${encodeURIComponent(`SELECT COUNT() FROM ${where}`)}`);
    return (body as { totalSize: number }).totalSize;
  };

  it('are made in order, of several objects', async () => {
    const records = [contact({ LastName: 'Dyer' }), contact({ LastName: 'Blevins' })];
    const made = await results('POST', 'composite/sobjects', { allOrNone: false, records });
    assert.deepEqual(shapeOf(made), shapeOf(recorded('collections/created.json')));
    const mixed = await make(account({ Name: 'A' }), contact({ LastName: 'B' }));
    assert.deepEqual(
      mixed.map(id => id.slice(0, 3)),
      ['001', '003'],
    );
  });

  it('fail one by one', async () => {
    const records = [contact({ FirstName: 'x' }), contact({ LastName: 'Kept by itself' })];
    const [failed, made] = await results('POST', 'composite/sobjects', { records });
    assert.deepEqual(failed, (recorded('collections/create-undone.json') as Result[])[0]);
    assert.equal(made?.success, true);
  });

  it('are undone together with allOrNone', async () => {
    const records = [contact({ FirstName: 'x' }), contact({ LastName: 'Undone' })];
    const answer = await results('POST', 'composite/sobjects', { allOrNone: true, records });
    assert.deepEqual(answer, recorded('collections/create-undone.json'));
    assert.equal(await count("Contact WHERE LastName = 'Undone'"), 0);
  });

  it('are changed by their ids', async () => {
    const [first, second] = await make(contact({ LastName: 'One' }), contact({ LastName: 'Two' }));
    const good = contact({ id: first, FirstName: 'Siena' });
    const bad = contact({ id: second, unknownField_LastName: 'x' });
    const undone = await results('PATCH', 'composite/sobjects', { allOrNone: true, records: [good, bad] });
    assert.deepEqual(undone, recorded('collections/update-undone.json'));
    const partly = await results('PATCH', 'composite/sobjects', { records: [good, bad] });
    assert.deepEqual(
      [partly[0], codes(partly)],
      [{ id: first, success: true, errors: [] }, [undefined, 'INVALID_FIELD']],
    );
    const nameless = [contact({ FirstName: 'x' }), contact({ FirstName: 'y' })];
    assert.deepEqual(
      await results('PATCH', 'composite/sobjects', { records: nameless }),
      recorded('collections/update-without-ids.json'),
    );
    const unknown = [contact({ Id: '003Lo0000zzzzzz', FirstName: 'x' }), contact({ Id: 'nope', FirstName: 'x' })];
    assert.deepEqual(codes(await results('PATCH', 'composite/sobjects', { records: unknown })), [
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
    ]);
  });

  it('are upserted by an external id, or by their ids', async () => {
    const path = 'composite/sobjects/UpsertTable__c/ExtId__c';
    const records = ['c-1', 'c-2'].map(ExtId__c => upsertRow({ ExtId__c, Name: 'Row' }));
    const answer = await results('PATCH', path, { records: [...records, upsertRow({ Name: 'No key' })] });
    const again = await results('PATCH', path, { records });
    assert.deepEqual(
      [...answer, ...again].map(({ created }) => created),
      [true, true, undefined, false, false],
    );
    assert.equal(answer[0]?.id, again[0]?.id);
    assert.deepEqual(codes(answer)[2], 'MISSING_ARGUMENT');
    const byId = await results('PATCH', 'composite/sobjects/Contact/Id', {
      records: [contact({ Id: null, LastName: 'New' })],
    });
    assert.deepEqual([byId[0]?.created, byId[0]?.success], [true, true]);
  });

  it('do not name the same record twice', async () => {
    const path = 'composite/sobjects/UpsertTable__c/ExtId__c';
    const keys = ['twice', 'once', 'TWICE', '', ''];
    const records = keys.map(ExtId__c => upsertRow({ ExtId__c, Name: 'Row' }));
    const upserted = await results('PATCH', path, { records });
    const twice = 'Duplicate external id specified: twice';
    assert.deepEqual(
      upserted.map(({ success, errors }) => success || errors[0]?.message),
      [twice, true, twice, 'ExtId__c not specified', 'ExtId__c not specified'],
    );
    assert.deepEqual([codes(upserted)[0], upserted[0]?.errors[0]?.fields], ['DUPLICATE_VALUE', ['ExtId__c']]);
    const [id, other] = await make(contact({ LastName: 'One' }), contact({ LastName: 'Two' }));
    const changes = [id, other, String(id).slice(0, 15)].map(each => contact({ id: each, FirstName: 'x' }));
    const changed = await results('PATCH', 'composite/sobjects', { records: changes });
    assert.deepEqual(
      changed.map(({ success, errors }) => success || errors[0]?.message),
      [true, true, `Duplicate id specified: ${id}`],
    );
    const undone = await results('PATCH', 'composite/sobjects', { allOrNone: true, records: changes });
    assert.deepEqual(codes(undone), [...Array(2).fill('ALL_OR_NONE_OPERATION_ROLLED_BACK'), 'DUPLICATE_VALUE']);
  });

  it('are refused one by one when they name a record by what no field can hold', async () => {
    const odd: readonly unknown[] = [{}, {}, { toString: 1 }, [], true];
    const updated = await results('PATCH', 'composite/sobjects', {
      records: [7, ...odd].map(Id => contact({ Id, FirstName: 'x' })),
    });
    assert.deepEqual(codes(updated), Array(6).fill('MALFORMED_ID'));
    assert.equal(updated[1]?.errors[0]?.message, 'malformed id {}');
    const path = 'composite/sobjects/UpsertTable__c/ExtId__c';
    for (const ExtId__c of odd) {
      const records = Array(2).fill(upsertRow({ ExtId__c, Name: 'Row' }));
      const { status, body } = await send('PATCH', path, { records });
      assert.deepEqual([status, (body as { errorCode: string }[])[0]?.errorCode], [400, 'JSON_PARSER_ERROR']);
    }
    const records = [upsertRow({ ExtId__c: 'odd' }), { attributes: { type: 'Account' }, ExtId__c: 'odd', Name: 'x' }];
    assert.deepEqual(codes(await results('PATCH', path, { records })), [undefined, 'INVALID_TYPE']);
    const byId = odd.map(Id => contact({ Id, LastName: 'x' }));
    const refused = await results('PATCH', 'composite/sobjects/Contact/Id', { records: byId });
    assert.deepEqual(codes(refused), Array(5).fill('MALFORMED_ID'));
  });

  it('say so when an external id does not tell records apart', async () => {
    const Email = 'twins@example.com';
    const twins = await make(contact({ LastName: 'A', Email }), contact({ LastName: 'B', Email }));
    const [answer] = await results('PATCH', 'composite/sobjects/Contact/Email', {
      records: [contact({ LastName: 'C', Email })],
    });
    assert.deepEqual(answer?.errors, [
      {
        statusCode: 'DUPLICATE_EXTERNAL_ID',
        message: `Email: more than one record found for external id field: [${twins.join(', ')}]`,
        fields: ['Email'],
      },
    ]);
  });

  it('are deleted by their ids', async () => {
    const ids = await make(account({ Name: 'A' }), contact({ LastName: 'B' }));
    const wanted = [...ids, '001000000000000', 'nope'].join(',');
    const undone = await results('DELETE', `composite/sobjects?ids=${wanted}&allOrNone=true`);
    assert.deepEqual(codes(undone), [
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
    ]);
    const gone = await results('DELETE', `composite/sobjects?ids=${wanted}`);
    assert.deepEqual(
      gone.map(({ id, success }) => [id, success]),
      [
        [ids[0], true],
        [ids[1], true],
        ['001000000000000AAA', false],
        [undefined, false],
      ],
    );
    assert.deepEqual(codes(await results('DELETE', `composite/sobjects?ids=${ids[0]}`)), ['ENTITY_IS_DELETED']);
  });

  it('are read by their ids, with null for what is not there', async () => {
    const [id] = await make(account({ Name: 'Read', Industry: 'Energy' }));
    const expected = [
      { attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${id}` }, Name: 'Read', Id: id },
      null,
    ];
    const ids = [id, '001000000000000AAA'];
    const byUrl = await send('GET', `composite/sobjects/account?ids=${ids.join(',')}&fields=name,Id`);
    assert.deepEqual(byUrl.body, expected);
    const byBody = await send('POST', 'composite/sobjects/Account', { ids, fields: ['Name', 'Id'] });
    assert.deepEqual(byBody.body, expected);
  });

  const tooMany = Array.from({ length: 201 }, () => account({ Name: 'x' }));
  const chunks = Array.from({ length: 11 }, (_, n) =>
    n % 2 === 0 ? account({ Name: 'x' }) : contact({ LastName: 'x' }),
  );
  const refusals: readonly [what: string, method: string, path: string, body: unknown, code: string, status: number][] =
    [
      ['no records', 'POST', 'composite/sobjects', { records: [] }, 'REQUIRED_FIELD_MISSING', 400],
      ['more than 200 records', 'POST', 'composite/sobjects', { records: tooMany }, 'EXCEEDED_ID_LIMIT', 400],
      ['more than 10 chunks', 'POST', 'composite/sobjects', { records: chunks }, 'LIMIT_EXCEEDED', 400],
      ['no type', 'POST', 'composite/sobjects', { records: [{ Name: 'x' }] }, 'MISSING_ARGUMENT', 400],
      [
        'an unknown type',
        'POST',
        'composite/sobjects',
        { records: [{ attributes: { type: 'Nope' } }] },
        'INVALID_TYPE',
        400,
      ],
      [
        'a value of the wrong JSON type',
        'POST',
        'composite/sobjects',
        { records: [account({ Name: 'x', NumberOfEmployees: 'many' })] },
        'JSON_PARSER_ERROR',
        400,
      ],
      ['no list', 'POST', 'composite/sobjects', [], 'JSON_PARSER_ERROR', 400],
      ['no ids to delete', 'DELETE', 'composite/sobjects', undefined, 'REQUIRED_FIELD_MISSING', 400],
      [
        'no fields to read',
        'GET',
        'composite/sobjects/Account?ids=001000000000000',
        undefined,
        'MISSING_ARGUMENT',
        400,
      ],
      ['an unknown object', 'POST', 'composite/sobjects/Nope', { ids: [], fields: ['Id'] }, 'NOT_FOUND', 404],
      ['no external id', 'PATCH', 'composite/sobjects/Account/Name2', { records: [] }, 'NOT_FOUND', 404],
    ];
  for (const [what, method, path, body, code, status] of refusals) {
    it(`refuse ${what}`, async () => {
      const answer = await send(method, path, body);
      assert.deepEqual([answer.status, (answer.body as { errorCode: string }[])[0]?.errorCode], [status, code]);
    });
  }

  it('say what a recorded org says about no records', async () => {
    const { body } = await send('POST', 'composite/sobjects', { records: [] });
    assert.deepEqual(body, recorded('collections/no-records.json'));
  });

  it('count as one API call, and came with version 42', async () => {
    const used = async () => {
      const { body } = await send('GET', 'limits');
      return (body as { DailyApiRequests: { Remaining: number } }).DailyApiRequests.Remaining;
    };
    const before = await used();
    await make(account({ Name: 'A' }), account({ Name: 'B' }));
    assert.equal(before - (await used()), 2);
    const old = await fetch(`${org.origin}/services/data/v41.0/composite/sobjects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${org.accessToken}` },
    });
    assert.equal(old.status, 404);
  });
});
