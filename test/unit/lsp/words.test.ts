import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { config as configureWords } from '@vscode/l10n';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { explain } from '../../../server/src/lsp/explain.ts';
import { toDiagnostic } from '../../../server/src/lsp/toProto.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';

const german = readFileSync(join(import.meta.dirname, '../../../l10n/bundle.l10n.de.json'), 'utf8');

describe("the server in the user's language", () => {
  before(() => configureWords({ contents: german }));
  after(() => configureWords({ contents: '{}' }));

  it('words problems', () => {
    const document = TextDocument.create('', 'soql', 1, 'SELECT Nme FROM Account');
    const problem = { code: 'unknown-field', args: ['Nme', 'Account'], severity: 'error', start: 7, end: 10 } as const;
    assert.equal(toDiagnostic(document, problem).message, "Account hat kein Feld 'Nme'.");
  });

  it("words failures, and keeps Salesforce's own text", () => {
    const error = new SalesforceError({ code: 'MALFORMED_QUERY', message: 'unexpected token', status: 400 });
    assert.match(explain(error).message, /^Salesforce hat die Abfrage abgelehnt\..*MALFORMED_QUERY: unexpected token/);
  });
});
