import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

describe('search over REST', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
    const records = [
      {
        attributes: { type: 'Account' },
        Name: 'Zyxel Würzburg Works',
        Description: 'makes quartz clocks',
        Phone: '555-0001',
      },
      { attributes: { type: 'Account' }, Name: 'Quartzite Mining', Description: 'of Zyxel fame' },
      { attributes: { type: 'Contact' }, FirstName: 'Zyxel', LastName: 'Person', Email: 'zed@quartz.example' },
    ];
    await org.api('composite/sobjects', {
      method: 'POST',
      body: JSON.stringify({ records }),
      headers: { 'content-type': 'application/json' },
    });
  });
  after(() => org.stop());

  const get = async (path: string, init?: RequestInit) => {
    const response = await org.api(path, init);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const found = async (path: string, init?: RequestInit) => {
    const { status, body } = await get(path, init);
    assert.equal(status, 200, JSON.stringify(body));
    const { searchRecords } = body as { searchRecords: { attributes: { type: string }; Name?: string }[] };
    return searchRecords.map(({ attributes, Name }) => Name ?? attributes.type);
  };
  const sosl = (text: string) => `search?q=${encodeURIComponent(text)}`;

  const searches: readonly [text: string, names: readonly string[]][] = [
    ['FIND {zyxel} RETURNING Account(Name ORDER BY Name)', ['Quartzite Mining', 'Zyxel Würzburg Works']],
    ['FIND {zyxel} IN NAME FIELDS RETURNING Account(Name), Contact(Name)', ['Zyxel Würzburg Works', 'Zyxel Person']],
    ['FIND {zyx} RETURNING Account(Name)', []],
    ['FIND {zyx*} IN NAME FIELDS RETURNING Account(Name)', ['Zyxel Würzburg Works']],
    ['FIND {z?xel AND quartz} RETURNING Account(Name)', ['Zyxel Würzburg Works']],
    ['FIND {zyxel AND NOT quartz} RETURNING Account(Name)', ['Quartzite Mining']],
    [
      'FIND {(quartzite OR WÜRZBURG) zyxel} RETURNING Account(Name ORDER BY Name)',
      ['Quartzite Mining', 'Zyxel Würzburg Works'],
    ],
    ['FIND {"quartz clocks"} RETURNING Account(Name)', ['Zyxel Würzburg Works']],
    ['FIND {"clocks quartz"} RETURNING Account(Name)', []],
    ['FIND {zed@quartz.example} IN EMAIL FIELDS RETURNING Contact(Name)', ['Zyxel Person']],
    ["FIND {zyxel} RETURNING Account(Name WHERE Phone = '555-0001')", ['Zyxel Würzburg Works']],
    ['FIND {zyxel} RETURNING Account(Name ORDER BY Name LIMIT 1), Contact(Name)', ['Quartzite Mining', 'Zyxel Person']],
    [
      'FIND {zyxel} RETURNING Account(Name ORDER BY Name), Contact LIMIT 2',
      ['Quartzite Mining', 'Zyxel Würzburg Works'],
    ],
    ['FIND {zyxel}', ['Account', 'Account', 'Contact']],
  ];
  for (const [text, names] of searches) {
    it(text, async () => assert.deepEqual(await found(sosl(text)), names));
  }

  it('takes parameters of a URL, and of a body', async () => {
    const path =
      'parameterizedSearch?q=zyxel&sobject=Account&Account.fields=id,name&Account.limit=1&sobject=Contact&fields=Name';
    assert.deepEqual(await found(path), ['Zyxel Würzburg Works', 'Zyxel Person']);
    const body = { q: 'zyxel', in: 'NAME', fields: ['Name'], sobjects: [{ name: 'Account' }], overallLimit: 5 };
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    assert.deepEqual(await found('parameterizedSearch', init), ['Zyxel Würzburg Works']);
  });

  const faults: readonly [path: string, code: string][] = [
    [sosl('FIND zyxel'), 'MALFORMED_SEARCH'],
    [sosl('FIND {z}'), 'MALFORMED_SEARCH'],
    [sosl('FIND {zyxel} RETURNING'), 'MALFORMED_SEARCH'],
    [sosl('FIND {(zyxel} RETURNING Account'), 'MALFORMED_SEARCH'],
    [sosl('FIND {zyxel} RETURNING Nope'), 'INVALID_TYPE'],
    [sosl('FIND {nothing} RETURNING Account(Nope)'), 'INVALID_FIELD'],
    [sosl("FIND {zyxel} RETURNING Account WITH DIVISION = 'x'"), 'FUNCTIONALITY_NOT_ENABLED'],
    ['search', 'MALFORMED_SEARCH'],
    ['parameterizedSearch', 'MALFORMED_SEARCH'],
    ['parameterizedSearch?q=zyxel&metadata=LABELS', 'FUNCTIONALITY_NOT_ENABLED'],
  ];
  for (const [path, code] of faults) {
    it(`refuses ${decodeURIComponent(path)}`, async () => {
      const { status, body } = await get(path);
      assert.deepEqual([status, (body as { errorCode: string }[])[0]?.errorCode], [400, code]);
    });
  }
});
