import assert from 'node:assert/strict';
import { CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { createDispatch } from '../../../server/src/lsp/dispatch.ts';
import { explain } from '../../../server/src/lsp/explain.ts';
import { request } from '../../../server/src/protocol/message.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';

type Handler = (params: unknown, token: CancellationToken) => Promise<unknown>;

/** A dispatch, the handlers that it registered, and its log by level. */
function open() {
  const handlers = new Map<string, Handler>();
  const connection = { onRequest: (method: string, handler: Handler) => void handlers.set(method, handler) };
  const log = { error: [] as string[], warn: [] as string[], info: [] as string[], trace: [] as string[] };
  const dispatch = createDispatch(
    connection as unknown as Connection,
    {
      error: line => log.error.push(line),
      warn: line => log.warn.push(line),
      info: line => log.info.push(line),
      trace: line => log.trace.push(line),
    },
    (_org, error) => explain(error),
  );
  return { dispatch, handlers, log };
}

const fail = (error: Error) => () => {
  throw error;
};
const badQuery = new SalesforceError({ code: 'MALFORMED_QUERY', message: 'SELECT Secret', status: 400 });

describe('dispatch', () => {
  it('leaves a feature that is no longer wanted', async () => {
    const { dispatch } = open();
    const feature = dispatch.feature('hover', null, () => assert.fail('ran'));
    await assert.rejects(feature({}, CancellationToken.Cancelled), { code: LSPErrorCodes.RequestCancelled });
  });

  it('answers with nothing where a feature fails, and logs the code, not the text', async () => {
    const { dispatch, log } = open();
    assert.equal(await dispatch.feature('hover', null, fail(badQuery))({}, CancellationToken.None), null);
    assert.deepEqual(log, {
      error: ['hover: MALFORMED_QUERY (status 400)'],
      warn: [],
      info: [],
      trace: ['SELECT Secret'],
    });
  });

  it('lets a refusal of a feature through to the user', async () => {
    const { dispatch, log } = open();
    const refusal = new ResponseError<void>(LSPErrorCodes.RequestFailed, 'no name');
    await assert.rejects(dispatch.feature('rename', null, fail(refusal))({}, CancellationToken.None), refusal);
    assert.deepEqual(log.error, []);
  });

  it('answers our own requests in words, with data', async () => {
    const { dispatch, handlers, log } = open();
    dispatch.request(request<object, null>('runs/start'), fail(badQuery));
    await assert.rejects(handlers.get('runs/start')!({}, CancellationToken.None), {
      message: 'Salesforce refused the query. Correct it and run it again. (MALFORMED_QUERY: SELECT Secret)',
      data: { code: 'MALFORMED_QUERY', status: 400, nextStep: 'editQuery' },
    });
    assert.deepEqual(log.error, ['runs/start: MALFORMED_QUERY (status 400)']);
  });
});
