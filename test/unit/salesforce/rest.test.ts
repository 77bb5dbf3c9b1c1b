import assert from 'node:assert/strict';
import { describeGlobal, describeSObject } from '../../../server/src/salesforce/rest/describe.ts';
import { fetchLimits } from '../../../server/src/salesforce/rest/limits.ts';
import { queryPath } from '../../../server/src/salesforce/rest/query.ts';
import { newestVersion } from '../../../server/src/salesforce/rest/versions.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';

/** A transport that answers everything with this body. */
const answering = (body: unknown): Transport => ({
  request: async () => ({
    status: 200,
    header: () => undefined,
    body: Buffer.from(JSON.stringify(body)),
    requestId: undefined,
  }),
  stream: () => assert.fail('Nothing here is streamed.'),
  close: async () => undefined,
});

const isBadAnswer = { code: 'BAD_ANSWER' };

describe('REST resources', () => {
  it('versions: the newest by number, whatever the order', async () => {
    const versions = [{ version: '66.0' }, { version: '100.0' }, { version: '67.0' }, { version: '../../x' }, null];
    assert.equal(await newestVersion(answering(versions)), '100.0');
    for (const body of [[], {}, null, [{}]]) await assert.rejects(newestVersion(answering(body)), isBadAnswer);
  });

  it('limits: nested ones, those of connected apps, and nothing that is none', async () => {
    const limits = await fetchLimits(
      answering({
        DailyApiRequests: { Max: 15000, Remaining: 14998, 'Ant Migration Tool': { Max: 0, Remaining: 0 } },
        PermissionSets: { Max: 1500, Remaining: 1499, CreateCustom: { Max: 1000, Remaining: 999 } },
        Strange: null,
      }),
      '67.0',
    );
    assert.deepEqual(limits, [
      { name: 'DailyApiRequests', max: 15000, remaining: 14998 },
      { name: 'DailyApiRequests.Ant Migration Tool', max: 0, remaining: 0 },
      { name: 'PermissionSets', max: 1500, remaining: 1499 },
      { name: 'PermissionSets.CreateCustom', max: 1000, remaining: 999 },
    ]);
    await assert.rejects(fetchLimits(answering([]), '67.0'), isBadAnswer);
  });

  it('describe: refuses what has no objects or fields', async () => {
    await assert.rejects(describeGlobal(answering({}), '/services/data/v67.0'), isBadAnswer);
    await assert.rejects(describeGlobal(answering(null), '/services/data/v67.0'), isBadAnswer);
    await assert.rejects(describeSObject(answering({ fields: [] }), '/services/data/v67.0', 'Account'), isBadAnswer);
  });

  it('query: the text becomes a part of the path and cannot leave it', () => {
    assert.equal(
      queryPath('67.0', "SELECT Id&#/?+%'é"),
      "/services/data/v67.0/query?q=SELECT%20Id%26%23%2F%3F%2B%25'%C3%A9",
    );
  });
});
