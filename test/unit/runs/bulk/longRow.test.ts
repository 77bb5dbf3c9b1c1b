import assert from 'node:assert/strict';
import { pageWriter } from '../../../../server/src/runs/bulk/export/pageWriter.ts';

describe('a row with the longest texts that an object can hold', () => {
  it('is exported like any other', () => {
    const text = 'x'.repeat(2_000_000);
    const page = Buffer.from(`Id,Long__c\n"1","a"\n"2","${text}"\n"3","b"\n`);
    for (const format of ['csv', 'ndjson'] as const)
      for (const guardFormulas of [true, false]) {
        using writer = pageWriter(format, { guardFormulas, delimiter: ',', byteOrderMark: false });
        let rows = 0;
        let bytes = 0;
        for (let at = 0; at < page.length; at += 65_536) {
          const written = writer.take(page.subarray(at, at + 65_536));
          rows += written.rows;
          bytes += written.bytes.length;
        }
        const last = writer.endPage();
        assert.equal(rows + last.rows, 3, format);
        assert(bytes + last.bytes.length > text.length, format);
      }
  });
});
