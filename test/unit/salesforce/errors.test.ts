import assert from 'node:assert/strict';
import { errorFromAnswer, errorFromFailure } from '../../../server/src/salesforce/errors.ts';

const failure = (code: string) => errorFromFailure(Object.assign(new Error('text'), { code }));
const answer = (status: number, body: unknown) =>
  errorFromAnswer({
    status,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    requestId: undefined,
  });

describe('errors', () => {
  it("of connections have our codes, and keep the system's own", () => {
    const codes = {
      ECONNREFUSED: 'ORG_UNREACHABLE',
      ENOTFOUND: 'ORG_UNREACHABLE',
      ECONNRESET: 'ORG_UNREACHABLE',
      UND_ERR_HEADERS_TIMEOUT: 'REQUEST_TIMEOUT',
      UND_ERR_CONNECT_TIMEOUT: 'REQUEST_TIMEOUT',
      SELF_SIGNED_CERT_IN_CHAIN: 'UNTRUSTED_CERTIFICATE',
      ERR_TLS_CERT_ALTNAME_INVALID: 'UNTRUSTED_CERTIFICATE',
    };
    for (const [system, ours] of Object.entries(codes)) {
      assert.equal(failure(system).code, ours);
      assert.equal(failure(system).message, `${system}: text`);
    }
    assert(failure('ECONNRESET').retryable);
    assert(!failure('ECONNREFUSED').retryable);
    assert.equal(errorFromFailure(new TypeError('x is undefined')).code, 'INTERNAL_ERROR');
  });

  it('of Salesforce are read from an array, an object, and from the status alone', () => {
    const error = { errorCode: 'MALFORMED_QUERY', message: 'unexpected token' };
    assert.equal(answer(400, [error]).code, 'MALFORMED_QUERY');
    assert.equal(answer(400, error).message, 'unexpected token');
    assert.equal(answer(503, '<html>').code, 'SERVER_UNAVAILABLE');
    assert.equal(answer(414, '').code, 'QUERY_TOO_LONG');
    assert.equal(answer(418, [{ message: 3 }]).code, 'HTTP_418');
    assert.equal(answer(404, 'null').code, 'NOT_FOUND');
  });
});
