import assert from 'node:assert/strict';
import { searchPage } from '../../../server/src/runs/searchPage.ts';

const row = (type: string, Id: string) => ({
  attributes: { type, url: `/services/data/v67.0/sobjects/${type}/${Id}` },
  Id,
});

describe('the answer of a search', () => {
  it('becomes a page of rows, grouped by object', () => {
    const searchRecords = [row('Contact', '1'), row('Account', '2'), row('Contact', '3')];
    const page = JSON.parse(searchPage(Buffer.from(JSON.stringify({ searchRecords }))).toString());
    const records = [row('Contact', '1'), row('Contact', '3'), row('Account', '2')];
    assert.deepEqual(page, { totalSize: 3, done: true, records });
  });

  for (const bytes of ['', '[]', '{}', '{"searchRecords":[1]}', '{"searchRecords":[{"Id":"1"}']) {
    it(`is refused: ${bytes || 'no bytes'}`, () =>
      assert.throws(() => searchPage(Buffer.from(bytes)), { code: 'BAD_ANSWER' }));
  }
});
