import assert from 'node:assert/strict';
import { explain } from '../../../server/src/lsp/explain.ts';
import { explainedCodes } from '../../../server/src/lsp/explanations.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';

const error = (code: string, message: string, status?: number) => new SalesforceError({ code, message, status });

describe('failures in words', () => {
  it("keep Salesforce's code and message, and name the next step", () => {
    assert.deepEqual(explain(error('INVALID_FIELD', "\nNo such column 'X' on entity 'Account'.", 400)), {
      message:
        "Salesforce refused the query. Correct it and run it again. (INVALID_FIELD: No such column 'X' on entity 'Account'.)",
      data: { code: 'INVALID_FIELD', status: 400, nextStep: 'editQuery' },
    });
  });

  it('have the query on lines of its own, so that the arrow below it is in its place', () => {
    const told = "\nSELECT Nam FROM Account\n       ^\nNo such column 'Nam'.";
    assert.equal(
      explain(error('INVALID_FIELD', told, 400)).message,
      `Salesforce refused the query. Correct it and run it again.\n\nINVALID_FIELD:${told}`,
    );
  });

  it('have words of their own for the codes that are met most', () => {
    assert.ok(explainedCodes().length >= 80, String(explainedCodes().length));
    for (const code of explainedCodes()) {
      const { message } = explain(error(code, 'What Salesforce says.', 400));
      assert.doesNotMatch(message, /refused the request|undefined/, code);
    }
    assert.match(explain(error('constructor', 'x')).message, /refused the request/);
  });

  const rows: readonly (readonly [code: string, told: string, message: string])[] = [
    ['NO_STATEMENT', 'No statement.', 'There is no query here. Put the caret in a query, then run again.'],
    ['UNKNOWN_RUN', 'Closed.', 'This result is closed. Run the query again.'],
    ['JOB_FAILED', 'InvalidBatch', 'The org gave the job up. (InvalidBatch)'],
    [
      'EXPORT_FAILED',
      'ENOSPC: no space left',
      'The file could not be written. Choose another place, or make room on the disk. (ENOSPC: no space left)',
    ],
  ];
  for (const [code, told, message] of rows) {
    it(`leave out our own code ${code}`, () => assert.equal(explain(error(code, told)).message, message));
  }

  it('tell the limit of a moment from that of the day', () => {
    const limit = (text: string) => explain(error('REQUEST_LIMIT_EXCEEDED', text, 403));
    assert.equal(limit('ConcurrentPerOrgLongTxn Limit exceeded.').data.nextStep, 'retry');
    assert.equal(limit('TotalRequests Limit exceeded.').data.nextStep, undefined);
  });

  it('offer to start the local org', () => {
    const down = error('ORG_UNREACHABLE', 'ECONNREFUSED');
    assert.equal(explain(down, true).data.nextStep, 'startLocalOrg');
    assert.equal(explain(down, false).data.nextStep, 'retry');
    assert.equal(explain(error('ORG_UNREACHABLE', 'ECONNRESET: socket hang up'), true).data.nextStep, 'retry');
  });

  it('pass on what is in words already', () => {
    assert.deepEqual(explain(error('SIGN_IN_REQUIRED', 'You are signed out of Acme.')), {
      message: 'You are signed out of Acme.',
      data: { code: 'SIGN_IN_REQUIRED', nextStep: 'signIn' },
    });
  });

  it('are not at a loss for unknown codes, nor for faults of our own', () => {
    assert.match(explain(error('NEW_CODE', 'Text', 400)).message, /refused.*NEW_CODE: Text/);
    assert.equal(explain(new TypeError('x is undefined')).data.code, 'INTERNAL_ERROR');
    assert.equal(explain('text').data.code, 'INTERNAL_ERROR');
  });
});
