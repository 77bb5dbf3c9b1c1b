import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompletionList, Hover, Location, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ROOT } from '../../scripts/node24.mjs';
import { checkQueries } from '../../server/src/protocol/checks.ts';
import { startRun } from '../../server/src/protocol/runs.ts';
import { countRecords, describeObject, listObjects, refreshSchema } from '../../server/src/protocol/schema.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

const labels = (items: readonly { label: string }[]) => items.map(item => item.label);

describe('the schema cache', () => {
  it('outlives the server, and needs no org', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'lsp-cache-'));
    const org = await startLocalOrg();
    const first = await TestServer.start({ org, cacheDir });
    await first.request(describeObject, { org: first.orgKey, object: 'Contact' });
    await first.stop();
    await org.stop();
    const second = await TestServer.start({ org, cacheDir });
    const offered = labels(await second.complete('SELECT Id FROM C|'));
    assert(offered.includes('Contact'));
    const { fields } = await second.request(describeObject, { org: second.orgKey, object: 'Contact' });
    assert(fields.length > 10);
    assert.deepEqual(second.tokenQuestions, []);
    await second.stop();
    await rm(cacheDir, { recursive: true });
  });
});

describe('language features, with the schema of the org', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  it('offers the objects of the org', async () => {
    const offered = labels(await server.complete('SELECT Id FROM A|'));
    for (const name of ['Account', 'Deal_Registration__c']) assert(offered.includes(name), name);
  });

  it('lists objects and fields for the tree', async () => {
    const { objects } = await server.request(listObjects, { org: server.orgKey });
    assert(objects.some(object => object.name === 'Deal_Registration__c' && object.custom));
    const { fields } = await server.request(describeObject, { org: server.orgKey, object: 'contact' });
    const account = fields.find(field => field.name === 'AccountId');
    assert.deepEqual(account?.referenceTo, ['Account']);
  });

  it('tells what surrounds an object, and how many records it has', async () => {
    const object = 'Account';
    const { children, fields } = await server.request(describeObject, { org: server.orgKey, object });
    assert(children.some(child => child.relationshipName === 'Contacts' && child.childObject === 'Contact'));
    assert.equal(fields.find(field => field.name === 'Name')?.required, true);
    assert.equal(fields.find(field => field.name === 'OwnerId')?.required, false);
    assert(fields.find(field => field.name === 'Industry')?.picklistValues.some(({ value }) => value === 'Banking'));
    const { count } = await server.request(countRecords, { org: server.orgKey, object });
    assert(count > 0);
    assert.equal(await server.request(refreshSchema, { org: server.orgKey, object }), null);
  });

  it('checks a text that no editor shows, whatever schema it needs', async () => {
    const check = async (text: string) => {
      const { problems } = await server.request(checkQueries, { org: server.orgKey, text });
      return problems.map(({ start, message }) => `${start.line}:${start.character} ${message}`);
    };
    assert.deepEqual(await check('SELECT Id, Account.Owner.Profile.Name FROM Case'), []);
    assert.deepEqual(await check('SELECT Id,\n  Account.Owner.Profile.Nmae FROM Case'), [
      "1:24 Profile has no field 'Nmae'.",
    ]);
  });

  it('says in words that an object is not there', async () => {
    const { message, data } = await failureOf(
      server.request(describeObject, { org: server.orgKey, object: 'Nothing__c' }),
    );
    assert.match(message, /nothing of that name.*NOT_FOUND: .*nothing__c/);
    assert.deepEqual(data, { code: 'NOT_FOUND' });
  });

  it('offers fields of custom objects, and of parents', async () => {
    const fields = labels(await server.complete('SELECT | FROM Deal_Registration__c'));
    assert(fields.some(name => name.endsWith('__c')));
    assert(labels(await server.complete('SELECT Account.| FROM Contact')).includes('Industry'));
  });

  it('says once what the items replace', async () => {
    const marked = 'SELECT Id FROM Acc|';
    await server.complete(marked);
    const uri = await server.open(marked.replace('|', ''));
    const list: CompletionList = await server.lsp('textDocument/completion', uri, {
      position: { line: 0, character: 18 },
    });
    const word = { start: { line: 0, character: 15 }, end: { line: 0, character: 18 } };
    assert.deepEqual(list.itemDefaults?.editRange, word);
    const account = list.items.find(item => item.label === 'Account');
    assert.deepEqual([account?.textEdit, account?.textEditText], [undefined, undefined]);
  });

  it('marks objects and fields that the org does not have, and knows better ones', async () => {
    assert.deepEqual(await server.diagnose('SELECT Id FROM Accont', found => found.length > 0), [
      "0:15 The org has no object 'Accont'.",
    ]);
    const text = 'SELECT Nme FROM Account';
    assert.deepEqual(await server.diagnose(text, found => found.length > 0), ["0:7 Account has no field 'Nme'."]);
    const uri = await server.open(text);
    const range = { start: { line: 0, character: 7 }, end: { line: 0, character: 10 } };
    const fixes: { title: string }[] = await server.lsp('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [] },
    });
    assert.equal(fixes[0]?.title, 'Change to Name');
  });

  it('leaves a text alone that is too long to be parsed with every key', async () => {
    const long = `SELECT Id FROM Account WHERE Name IN (${"'some text', ".repeat(50_000)}'x') AND Nothing = 1`;
    const [only, ...others] = await server.diagnose(long);
    assert.match(only ?? '', /too long/);
    assert.deepEqual(others, []);
    assert.deepEqual(await server.complete(`${long} |`), []);
  });

  it('says what keeps a query from the Bulk API where the file is meant for it', async () => {
    const text = 'SELECT COUNT(Id) FROM Account';
    assert.deepEqual(await server.diagnose(text), []);
    assert.deepEqual(await server.diagnose(`// @api bulk\n${text}`), ['1:7 Bulk API 2.0 does not support COUNT.']);
    assert.deepEqual(await server.diagnose(`${text}\n// @api bulk`), []);
  });

  it('knows the objects of the Tooling API where a comment chooses that', async () => {
    const tooling = "// @tooling\nSELECT Id, Nme FROM ApexClass WHERE Status = 'Active'";
    const mixed = `SELECT Id FROM Account;\n${tooling};\nSELECT Id, Website, Bdy FROM Account`;
    assert.deepEqual(await server.diagnose(tooling, found => found.length > 0), ["1:11 ApexClass has no field 'Nme'."]);
    const ofBoth = ["2:11 ApexClass has no field 'Nme'.", "3:20 Account has no field 'Bdy'."];
    const found = await server.diagnose(mixed, all => all.length > 1);
    assert.deepEqual(found.sort(), ofBoth);
    const { problems } = await server.request(checkQueries, { org: server.orgKey, text: mixed });
    assert.deepEqual(
      problems.map(({ start, message }) => `${start.line}:${start.character} ${message}`),
      ofBoth,
    );
    assert.deepEqual(await server.diagnose('// @tooling\nSELECT Id FROM Account', found => found.length > 0), [
      "1:15 The org has no object 'Account'.",
    ]);
    const labels = (await server.complete('// @tooling\nSELECT Leng| FROM ApexClass')).map(({ label }) => label);
    assert.ok(labels.includes('LengthWithoutComments'));
    const values = await server.complete("// @tooling\nSELECT Id FROM ApexTrigger WHERE Status = '|'");
    assert.deepEqual(
      values.map(({ label }) => label),
      ['Inactive', 'Active', 'Deleted'],
    );
    const uri = await server.open('// @tooling\nSELECT Body FROM ApexClass');
    const at = { position: { line: 1, character: 8 } };
    const hover: { contents: { value: string } } = await server.lsp('textDocument/hover', uri, at);
    assert.match(hover.contents.value, /ApexClass\.Body/);
    const { uri: page }: { uri: string } = await server.lsp('textDocument/definition', uri, at);
    const { text }: { text: string } = await server.raw('workspace/textDocumentContent', { uri: page });
    assert.match(text, /LengthWithoutComments/);
  });

  it('explains names and functions', async () => {
    await server.request(describeObject, { org: server.orgKey, object: 'Account' });
    const uri = await server.open('SELECT COUNT(Id) n, Name FROM Account GROUP BY Name');
    const at = (character: number) => ({ position: { line: 0, character } });
    const hover: { contents: { value: string } } = await server.lsp('textDocument/hover', uri, at(21));
    assert.match(hover.contents.value, /Account\.Name/);
    const dated = await server.open('SELECT Id FROM Account WHERE CreatedDate = LAST_YEAR');
    const literal: { contents: { value: string } } = await server.lsp('textDocument/hover', dated, at(45));
    const year = new Date().getFullYear() - 1;
    assert.match(literal.contents.value, new RegExp(`${year}-01-01.*${year}-12-31`));
    const help: { signatures: { label: string }[] } = await server.lsp('textDocument/signatureHelp', uri, at(13));
    assert.match(help.signatures[0]!.label, /^COUNT/);
    const [item] = (await server.complete('SELECT Indus| FROM Account')).filter(({ label }) => label === 'Industry');
    const resolved: { documentation: { value: string } } = await server.raw('completionItem/resolve', item!);
    assert.match(resolved.documentation.value, /Account\.Industry/);
    const [sum] = (await server.complete('SELECT SUM| FROM Account')).filter(({ label }) => label === 'SUM');
    const described: { documentation: { value: string } } = await server.raw('completionItem/resolve', sum!);
    assert.match(described.documentation.value, /SUM\(numberField\)/);
  });

  it('renames an alias everywhere, and only to what can be a name', async () => {
    const uri = await server.open('SELECT a.Id FROM Account a WHERE a.Name = null');
    const position = { line: 0, character: 7 };
    const edit: { changes: Record<string, unknown[]> } = await server.lsp('textDocument/rename', uri, {
      position,
      newName: 'acc',
    });
    assert.equal(edit.changes[uri]?.length, 3);
    const { message } = await failureOf(server.lsp('textDocument/rename', uri, { position, newName: '1x' }));
    assert.equal(message, "'1x' cannot be a name here.");
  });

  it('leads from an alias to its declaration, and from a field to the description of its object', async () => {
    const uri = await server.open('SELECT a.Industry FROM Account a');
    const define = (character: number) =>
      server.lsp<Location>('textDocument/definition', uri, { position: { line: 0, character } });
    assert.deepEqual((await define(7)).range.start, { line: 0, character: 31 });
    const { uri: target, range } = await define(10);
    const { text } = await server.raw<{ text: string }>('workspace/textDocumentContent', { uri: target });
    assert.match(text, /^# Account/);
    assert.match(text.split('\n')[range.start.line]!, /^\| Industry \|/);
  });

  it('formats with the indentation of the editor', async () => {
    const uri = await server.open('select Id from   Account');
    const options = { tabSize: 4, insertSpaces: true };
    const whole: unknown[] = await server.lsp('textDocument/formatting', uri, { options });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
    assert.deepEqual(await server.lsp('textDocument/rangeFormatting', uri, { options, range }), whole);
    assert(whole.length > 0);
  });

  it('formats as the settings say', async () => {
    const settings = { 'salesforceWorkbench.format': { width: 14, keywordCase: 'lower', commas: 'leading' } };
    const other = await TestServer.start({ org, settings });
    const uri = await other.open('SELECT Id, Name FROM Account');
    const options = { tabSize: 2, insertSpaces: true };
    const edits: TextEdit[] = await other.lsp('textDocument/formatting', uri, { options });
    const document = TextDocument.create(uri, 'soql', 1, 'SELECT Id, Name FROM Account');
    assert.equal(TextDocument.applyEdits(document, edits), 'select\n  Id\n  , Name\nfrom Account');
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } };
    assert.deepEqual(await other.lsp('textDocument/rangeFormatting', uri, { options, range }), edits);
    await other.stop();
  });

  it('colours names by what they mean, and grows a selection', async () => {
    const uri = await server.open('SELECT Name FROM Account');
    const { data }: { data: number[] } = await server.lsp('textDocument/semanticTokens/full', uri);
    assert.equal(data.length, 10);
    const [selection]: { parent?: unknown }[] = await server.lsp('textDocument/selectionRange', uri, {
      positions: [{ line: 0, character: 8 }],
    });
    assert(selection?.parent);
  });

  it('puts a lens on each query, and an outline beside it', async () => {
    const text = 'SELECT Id FROM Account;\nSELECT Id\nFROM Contact;\n// @tooling\nSELECT Id FROM ApexClass';
    const uri = await server.open(text);
    const toolingAt = text.lastIndexOf('SELECT');
    const lenses: { command: { command: string; arguments: unknown[] } }[] = await server.lsp(
      'textDocument/codeLens',
      uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => [command.command, ...command.arguments]),
      [
        ['salesforceWorkbench.runStatement', uri, 0],
        ['salesforceWorkbench.explainStatement', uri, 0],
        ['salesforceWorkbench.bulkExport', uri, 0],
        ['salesforceWorkbench.chooseFileOrg', uri],
        ['salesforceWorkbench.runStatement', uri, 24],
        ['salesforceWorkbench.explainStatement', uri, 24],
        ['salesforceWorkbench.bulkExport', uri, 24],
        ['salesforceWorkbench.chooseFileOrg', uri],
        ['salesforceWorkbench.runStatement', uri, toolingAt],
        ['salesforceWorkbench.explainStatement', uri, toolingAt],
        ['salesforceWorkbench.chooseFileOrg', uri],
      ],
    );
    const symbols: { name: string }[] = await server.lsp('textDocument/documentSymbol', uri);
    assert.deepEqual(
      symbols.map(symbol => symbol.name),
      ['Account', 'Contact', 'ApexClass'],
    );
    const folds: unknown[] = await server.lsp('textDocument/foldingRange', uri);
    assert.equal(folds.length, 1);
  });
});

describe('the language of the user', () => {
  it('is that of problems, hovers and documents', async () => {
    const org = await startLocalOrg();
    const words = join(ROOT, 'l10n/bundle.l10n.de.json');
    const server = await TestServer.start({ org, initialization: { words } });
    const hovered = async (marked: string) => {
      const uri = await server.open(marked.replace('|', ''));
      const position = { line: 0, character: marked.indexOf('|') };
      const hover = await server.lsp<Hover>('textDocument/hover', uri, { position });
      return JSON.stringify(hover.contents);
    };
    await server.request(describeObject, { org: server.orgKey, object: 'Account' });
    assert.match(await hovered('SELECT CO|UNT(Id) FROM Account'), /Die Anzahl der Zeilen/);
    assert.match(await hovered('SELECT Na|me FROM Account'), /Pflichtfeld/);
    assert.match(await hovered('SELECT Id FROM Acc|ount'), /Standardobjekt · Felder: \d+/);
    assert.match(
      await hovered('SELECT Id FROM Account WHERE CreatedDate = LAST_N_MON|THS:3'),
      /Zeitraum von n Monaten vor dem laufenden \(Monat\)/,
    );
    await server.stop();
    await org.stop();
  });
});

describe('a flag of Describe', () => {
  it('decides what is offered and what is marked', async () => {
    const overlay = { Account: { fields: { Industry: { filterable: false } } } };
    const org = await startLocalOrg({ overlay });
    const server = await TestServer.start({ org });
    assert(labels(await server.complete('SELECT | FROM Account')).includes('Industry'));
    const filters = labels(await server.complete('SELECT Id FROM Account WHERE |'));
    assert(filters.includes('Name'));
    assert(!filters.includes('Industry'));
    const messages = await server.diagnose("SELECT Id FROM Account WHERE Industry = 'x'", found => found.length > 0);
    assert.match(messages.join(), /Industry cannot be used in WHERE/);
    const uri = await server.open("SELECT Id FROM Account WHERE Industry = 'Energy'");
    const failed = await server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0 }));
    assert.equal(failed.error?.code, 'INVALID_FIELD');
    await server.stop();
    await org.stop();
  });

  it('shows in a window that is open when the org comes back with another schema', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'local-org-'));
    const before = await startLocalOrg({ stateFolder });
    const server = await TestServer.start({ org: before });
    const text = "SELECT Id FROM Account WHERE Industry = 'Energy'";
    assert.deepEqual(await server.diagnose(text), []);
    await server.request(describeObject, { org: server.orgKey, object: 'Account' });
    await before.stop();
    const overlay = { Account: { fields: { Industry: { filterable: false } } } };
    const after = await startLocalOrg({ stateFolder, overlay });
    server.accessToken = after.accessToken;
    await server.request(refreshSchema, { org: server.orgKey });
    assert.match((await server.diagnose(text, found => found.length > 0)).join(), /Industry cannot be used in WHERE/);
    await server.stop();
    await after.stop();
    await rm(stateFolder, { recursive: true });
  });
});
