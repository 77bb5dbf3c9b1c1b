import assert from 'node:assert/strict';
import { askAboutDuplicates } from '../../../../server/src/org/records/duplicates.ts';

const refused = (statusCode: string, message: string, allowSave?: boolean) => ({
  success: false,
  errors: [{ statusCode, message, fields: [], ...(allowSave !== undefined && { allowSave }) }],
});
const saved = { success: true, errors: [] };
const duplicate = refused('DUPLICATES_DETECTED', 'known');

describe('what a duplicate rule refuses', () => {
  it('is asked about again, and nothing else is', async () => {
    const results = [saved, duplicate, refused('STRING_TOO_LONG', 'long'), duplicate];
    const told = { c: refused('DUPLICATES_DETECTED', 'known', true), d: saved };
    const asked: string[] = [];
    const answer = await askAboutDuplicates(results, ['a', 'c', 'b', 'd'], async some => {
      asked.push(...some);
      return some.map(update => told[update as keyof typeof told]);
    });
    assert.deepEqual(asked, ['c', 'd']);
    assert.deepEqual(answer, [saved, told.c, results[2], saved]);
  });

  it('stays as it is where nobody can be asked', async () => {
    const answer = await askAboutDuplicates([duplicate], ['a'], () => Promise.reject(new Error('gone')));
    assert.deepEqual(answer, [duplicate]);
  });
});
