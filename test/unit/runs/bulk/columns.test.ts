import assert from 'node:assert/strict';
import { pageWriter } from '../../../../server/src/runs/bulk/export/pageWriter.ts';

const shape = { columns: ['A', 'B', 'C'].map(path => ({ path, kind: 'text' as const })), parents: [] };

async function exported(csv: string): Promise<string> {
  const options = { guardFormulas: false, delimiter: ',', byteOrderMark: false } as const;
  const writer = pageWriter({ format: 'ndjson', csv: options, shape });
  let text = '';
  const body = async function* () {
    yield Buffer.from(csv);
  };
  for await (const { bytes } of writer.page(body())) text += Buffer.from(bytes);
  return text + Buffer.from(writer.end());
}

describe('the columns of an export', () => {
  const taken: Readonly<Record<string, string>> = {
    'by their names': '"c","a","b"\n"3","1","2"\n',
    'by their places where one is named otherwise': '"A","toLabel(B)","C"\n"1","2","3"\n',
  };
  for (const [how, csv] of Object.entries(taken)) {
    it(`are found ${how}`, async () => assert.deepEqual(JSON.parse(await exported(csv)), { A: '1', B: '2', C: '3' }));
  }

  for (const csv of ['"A","C"\n"1","3"\n', '"A","B","C","D"\n"1","2","3","4"\n']) {
    it(`are never those of others: ${csv.split('\n')[0]}`, () => assert.rejects(exported(csv), { code: 'BAD_ANSWER' }));
  }

  const whole = '"A","B","C"\n"1","2","3"\n';
  const odd: Readonly<Record<string, string>> = {
    'too few cells': '"4","5"\n"6","7","8"\n',
    'too many cells': '"4","5","6","7"\n',
    'too few cells at the end': '"4"',
    'a quote that is not closed': '"4","5","6\n',
    'a quote inside of a cell': '4,5"5,6\n',
    'text behind a quote': '"4","5"5,"6"\n',
  };
  for (const [what, row] of Object.entries(odd)) {
    it(`are not guessed for a row with ${what}`, () => assert.rejects(exported(whole + row), { code: 'BAD_ANSWER' }));
  }

  it('are the same whatever ends the lines', async () => {
    assert.equal(await exported(whole.replaceAll('\n', '\r\n')), await exported(whole));
  });
});
