import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { config as configureWords } from '@vscode/l10n';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { explain } from '../../../server/src/lsp/explain.ts';
import { configureNumbers, numberText } from '../../../server/src/lsp/numberText.ts';
import { costText } from '../../../server/src/lsp/plans.ts';
import { toDiagnostic } from '../../../server/src/lsp/toProto.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';

const german = readFileSync(join(import.meta.dirname, '../../../l10n/bundle.l10n.de.json'), 'utf8');

describe("the server in the user's language", () => {
  before(() => {
    configureWords({ contents: german });
    configureNumbers('de');
  });
  after(() => {
    configureWords({ contents: '{}' });
    configureNumbers(undefined);
  });

  for (const [code, args, message] of [
    ['unknown-field', ['Nme', 'Account'], "Account hat kein Feld 'Nme'."],
    ['string-too-long', [4000], 'Text in einer Bedingung kann höchstens 4.000 Zeichen haben.'],
  ] as const) {
    it(`words problems: ${code}`, () => {
      const document = TextDocument.create('', 'soql', 1, 'SELECT Nme FROM Account');
      const problem = { code, args, severity: 'error', start: 7, end: 10 } as const;
      assert.equal(toDiagnostic(document, problem).message, message);
    });
  }

  it('writes the cost of a query', () => {
    assert.deepEqual([1.06, 2.345, 12].map(costText), ['1,06', '2,3', '12']);
  });

  it("words failures, and keeps Salesforce's own text", () => {
    const error = new SalesforceError({ code: 'MALFORMED_QUERY', message: 'unexpected token', status: 400 });
    assert.match(explain(error).message, /^Salesforce hat die Abfrage abgelehnt\..*MALFORMED_QUERY: unexpected token/);
  });
});

describe('the numbers of the server', () => {
  after(() => configureNumbers(undefined));

  const usual = (1234.5).toLocaleString();
  for (const [locale, expected] of [
    ['en', '1,234.5'],
    ['de', '1.234,5'],
    ['pt-br', '1.234,5'],
    [undefined, usual],
    ['', usual],
    ['C', usual],
    ['de_DE.UTF-8', usual],
    ['no language', usual],
  ] as const) {
    it(`are written as in ${locale}`, () => {
      configureNumbers(locale);
      assert.equal(numberText(1234.5), expected);
    });
  }
});
