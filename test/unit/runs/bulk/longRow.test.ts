import assert from 'node:assert/strict';
import { pageWriter } from '../../../../server/src/runs/bulk/export/pageWriter.ts';

describe('a row with the longest texts that an object can hold', () => {
  it('is exported like any other', async () => {
    const text = 'x'.repeat(2_000_000);
    const page = Buffer.from(`Id,Long__c\n"1","a"\n"2","${text}"\n"3","b"\n`);
    for (const format of ['csv', 'json', 'ndjson', 'xlsx'] as const)
      for (const guardFormulas of [true, false]) {
        const writer = pageWriter({ format, csv: { guardFormulas, delimiter: ',', byteOrderMark: false } });
        let rows = 0;
        let bytes = 0;
        for await (const written of writer.page(pieces(page))) {
          rows += written.rows;
          bytes += written.bytes.length;
        }
        bytes += writer.end().length;
        assert.equal(rows, 3, format);
        assert(format === 'xlsx' || bytes > text.length, format);
      }
  });
});

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
