import assert from 'node:assert/strict';
import { updateOneByOne } from '../../../server/src/salesforce/composite/updateOneByOne.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { recorded } from '../../harness/recorded.ts';

interface Subrequest {
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
}

/** An org that refuses records named `alert` and `block` as a recorded one did. */
function orgOf(calls: Subrequest[][]): Transport {
  const [alert] = recorded('records/duplicates-detected.json') as [Record<string, object>];
  const block = { ...alert, duplicateResut: { ...alert.duplicateResut, allowSave: false } };
  const answers: Record<string, object> = { alert, block };
  return {
    async request({ body }) {
      const { compositeRequest } = JSON.parse(String(body)) as { compositeRequest: Subrequest[] };
      calls.push(compositeRequest);
      const compositeResponse = compositeRequest.map(({ referenceId, body: fields }) => {
        const refused = answers[(fields as { Name: string }).Name];
        return { referenceId, body: refused ? [refused] : null, httpStatusCode: refused ? 400 : 204, httpHeaders: {} };
      });
      const answer = Buffer.from(JSON.stringify({ compositeResponse }));
      return { status: 200, header: () => undefined, body: answer, requestId: undefined };
    },
    stream: () => assert.fail('Nothing here is streamed.'),
    close: async () => undefined,
  };
}

describe('records that are updated one by one', () => {
  const update = (names: readonly string[], calls: Subrequest[][]) =>
    updateOneByOne(
      { transport: orgOf(calls), apiVersion: '67.0' },
      'Contact',
      names.map((Name, index) => ({ id: `003${index}`, fields: { Name } })),
    );

  it('tell whether a duplicate rule lets them be saved all the same', async () => {
    const results = await update(['new', 'alert', 'block'], []);
    assert.deepEqual(
      results.map(({ id, success, errors: [error] }) => [id, success, error?.statusCode, error?.allowSave]),
      [
        ['0030', true, undefined, undefined],
        ['0031', false, 'DUPLICATES_DETECTED', true],
        ['0032', false, 'DUPLICATES_DETECTED', false],
      ],
    );
  });

  it('go 25 at a time, in their order', async () => {
    const calls: Subrequest[][] = [];
    const results = await update(Array<string>(30).fill('new'), calls);
    assert.deepEqual(
      calls.map(({ length }) => length),
      [25, 5],
    );
    assert.equal(calls[1]![0]!.url, '/services/data/v67.0/sobjects/Contact/00325');
    assert.deepEqual([results.length, results.at(-1)?.id], [30, '00329']);
  });
});
