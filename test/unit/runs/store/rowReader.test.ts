import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fullCellOf } from '../../../../server/src/runs/store/cells.ts';
import { PageText } from '../../../../server/src/runs/store/pageText.ts';
import { RowReader } from '../../../../server/src/runs/store/rowReader.ts';
import { jsonOf, records } from './records.ts';

const paths = [
  'Name',
  'Owner.Size',
  'Owner',
  'name',
  'Contacts',
  'Amount',
  'Owner.Name',
  'Nowhere.Name',
  'attributes.url',
];

const pageOf = (text: string) => new PageText(Buffer.from(text), Uint32Array.of(0, Buffer.byteLength(text)));

describe('reading columns of a row', () => {
  it('gives what parsing the row gives', () => {
    const some = fc.subarray(paths, { minLength: 1 });
    fc.assert(
      fc.property(some, fc.array(records, { minLength: 1, maxLength: 4 }), (columns, all) => {
        const wanted = columns.includes('Name') ? columns.filter(path => path !== 'name') : columns;
        const reader = new RowReader(wanted);
        for (const one of all) {
          const page = pageOf(jsonOf(one));
          reader.read(page, 0);
          const cells = wanted.map((_, column) => reader.cell(column));
          const record = JSON.parse(jsonOf(one));
          assert.deepEqual(
            cells,
            wanted.map(path => fullCellOf(record, path.split('.'))),
          );
        }
      }),
    );
  });

  it('refuses what is not JSON, and ends with any text', () => {
    const refused = (text: string) => {
      const reader = new RowReader(['Name']);
      assert.throws(
        () => {
          reader.read(pageOf(text), 0);
          reader.cell(0);
        },
        { code: 'BAD_ANSWER' },
        text,
      );
    };
    for (const text of [
      '',
      '[]',
      'null',
      '{',
      '{"Name"',
      '{"Name":',
      '{"Name":oops}',
      '{"Name" 1}',
      '{"A":1 "Name":2}',
    ])
      refused(text);
    const unit = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ', 'n');
    fc.assert(
      fc.property(fc.string({ unit }), text => {
        const reader = new RowReader(['a', 'n.a']);
        try {
          reader.read(pageOf(text), 0);
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'BAD_ANSWER');
        }
      }),
    );
  });
});
