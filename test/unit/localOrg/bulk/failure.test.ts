import assert from 'node:assert/strict';
import { failureOf, failureParts } from '../../../../server/src/localOrg/bulk/ingest/failure.ts';
import { ApiError } from '../../../../server/src/localOrg/errors.ts';

describe('the failure of a row of a bulk job', () => {
  const rows: readonly [message: string, fields: readonly string[]][] = [
    ['Required fields are missing: [Name]', ['Name']],
    ['a: b: c', []],
    ['', ['A', 'B__c']],
    ['two\nlines -- of: text', ['X']],
  ];
  for (const [message, fields] of rows) {
    it(`is told in its parts: ${JSON.stringify(message)} ${fields.join()}`, () => {
      const [, text] = failureOf('', new ApiError(400, 'SOME_CODE', message, fields));
      assert.deepEqual(failureParts(String(text)), { statusCode: 'SOME_CODE', message, fields });
    });
  }
});
