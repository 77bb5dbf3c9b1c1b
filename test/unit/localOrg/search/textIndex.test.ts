import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { matches } from '../../../../server/src/localOrg/search/match.ts';
import { runSearch } from '../../../../server/src/localOrg/search/search.ts';
import { parseTerm } from '../../../../server/src/localOrg/search/term.ts';
import { indexInTurns } from '../../../../server/src/localOrg/search/textIndex.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import {
  createRecord,
  deleteRecord,
  eraseRecord,
  updateRecord,
} from '../../../../server/src/localOrg/storage/records.ts';

const now = new Date('2026-05-04T09:00:00Z');
/** The index goes by the clock. */
const context = {
  userId: '005Lo0000000001IAA',
  get now() {
    return new Date();
  },
};

describe('search: the text index', () => {
  let database: OrgDatabase;
  beforeEach(() => {
    database = openDatabase({ schema: loadSchema({ profile: 'sample' }) });
  });
  afterEach(() => database.close());

  const account = () => database.schema.object('Account')!;
  const make = (name: string, site: string | null = null): string =>
    createRecord(database, account(), { Name: name, Site: site }, context);

  /** The names of the accounts that a search finds. */
  const found = (text: string): string => {
    const returning = [{ object: account(), fields: ['Name'], where: undefined, rest: '' }];
    const user = { id: context.userId, timeZone: 'UTC', locale: 'en_US' };
    const request = { db: database.sqlite, schema: database.schema, user, now, includeDeleted: false, version: '66.0' };
    const search = { term: parseTerm(text), scope: 'ALL' as const, returning, limit: 2000 };
    return runSearch(database, search, request)
      .map(({ Name }) => Name)
      .join(' | ');
  };

  it('follows what is written, changed, deleted and erased within one second', () => {
    const blue = make('Blue Fin');
    assert.equal(found('blue'), 'Blue Fin');
    make('Blue Whale');
    assert.equal(found('blue'), 'Blue Fin | Blue Whale');
    updateRecord(database, account(), blue, { Name: 'Red Fin' }, context);
    assert.equal(found('blue'), 'Blue Whale');
    assert.equal(found('red'), 'Red Fin');
    deleteRecord(database, account(), blue, context);
    assert.equal(found('red'), '');
    const last = make('Green');
    assert.equal(found('green'), 'Green');
    eraseRecord(database, account(), last, context);
    make('Grey');
    assert.equal(found('green'), '');
    assert.equal(found('grey'), 'Grey');
  });

  it('is made in turns, while records are written', async () => {
    database.transaction(() => {
      for (let number = 0; number < 4500; number++) make(`Blue ${number}`);
    });
    const last = make('Green');
    let isDone = false;
    const done = indexInTurns(database, account()).then(() => {
      isDone = true;
    });
    updateRecord(database, account(), last, { Name: 'Red' }, context);
    make('Grey');
    assert.equal(isDone, false);
    await done;
    assert.deepEqual(['green', 'red', 'grey'].map(found), ['', 'Red', 'Grey']);
    assert.equal(found('blue').split(' | ').length, 2000);
  }).timeout(20_000);

  it('is undone with what it was made from', () => {
    assert.throws(() =>
      database.transaction(() => {
        make('Blue Fin');
        assert.equal(found('blue'), 'Blue Fin');
        throw new Error('no');
      }),
    );
    make('Blue Whale');
    assert.equal(found('blue'), 'Blue Whale');
  });

  it('finds words, beginnings, phrases and accents', () => {
    make('Blue Fin', 'São Paulo, 3rd floor');
    make('Fin Blue', 'Sao Tomé');
    const rows: readonly (readonly [string, string])[] = [
      ['"blue fin"', 'Blue Fin'],
      ['são', 'Blue Fin'],
      ['SÃO', 'Blue Fin'],
      ['sao', 'Fin Blue'],
      ['flo*', 'Blue Fin'],
      ['t?mé', 'Fin Blue'],
      ['*lue AND NOT tomé', 'Blue Fin'],
      ['paulo OR tomé', 'Blue Fin | Fin Blue'],
      ['fin paul', ''],
    ];
    for (const [term, names] of rows) assert.equal(found(term), names, term);
  });

  it('finds what reading through all texts finds', () => {
    const word = fc.constantFrom('ab', 'abc', 'Äb', 'x1', 'éé', 'ab-abc', 'x1@ab.abc', '日本', 'ñandú');
    const text = fc.array(word, { minLength: 1, maxLength: 3 }).map(words => words.join(' '));
    const asked = fc.constantFrom(
      'ab',
      'abc',
      'ab*',
      'a?c',
      '*bc',
      'äb',
      '"ab abc"',
      'x1 OR éé',
      'ab AND NOT x1',
      '日本',
    );
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 5 }), asked, (names, term) => {
        database.sqlite.exec('DELETE FROM Account');
        for (const name of names) make(name);
        const expected = names.filter(name => matches(parseTerm(term), [name]));
        assert.equal(found(term), expected.join(' | '));
      }),
      { numRuns: 100 },
    );
  });
});
