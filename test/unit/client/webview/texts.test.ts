import assert from 'node:assert/strict';
import { filled } from '../../../../client/src/webview/page/texts.ts';

describe('a text of a page', () => {
  const rows: readonly (readonly [string, readonly (string | number)[], string])[] = [
    ['{0} of {1}', ['a', 'b'], 'a of b'],
    ['{1} of {0}', ['a', 'b'], 'b of a'],
    ['{0}, {0}', ['a'], 'a, a'],
    ['{0}', [7], '7'],
    ['{0}', ['$& {1}', 'b'], '$& {1}'],
    ['{1}', ['a'], ''],
  ];
  for (const [text, values, expected] of rows) {
    it(`puts ${JSON.stringify(values)} into ${text}`, () => assert.equal(filled(text, ...values), expected));
  }

  it('has numbers as this language writes them', () => {
    assert.equal(filled('{0}', 1234567), (1234567).toLocaleString());
  });
});
