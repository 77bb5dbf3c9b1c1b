import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const FILES: Record<string, string> = {
  'source.soql': 'soql.tmLanguage.json',
  'source.sosl': 'sosl.tmLanguage.json',
  'source.apex.soql': 'apex-soql.tmLanguage.json',
  'source.script.soql': 'script-soql.tmLanguage.json',
};

/** What is expected: the words, each with the first part of its scope that tells. */
const fixtures: [grammar: string, text: string, expected: string][] = [
  [
    'source.soql',
    'SELECT Id, Name FROM Account',
    'SELECT:keyword Id:variable Name:variable FROM:keyword Account:entity',
  ],
  ['source.soql', 'select Id from Group', 'select:keyword Id:variable from:keyword Group:entity'],
  [
    'source.soql',
    'SELECT Order.Name, Limit__c FROM Order',
    'SELECT:keyword Order:variable Name:variable Limit__c:variable FROM:keyword Order:entity',
  ],
  ['source.soql', 'GROUP BY ROLLUP(Type)', 'GROUP BY:keyword ROLLUP:keyword Type:variable'],
  ['source.soql', 'COUNT(Id) Count', 'COUNT:support Id:variable Count:variable'],
  [
    'source.soql',
    "WHERE Name LIKE 'A\\'%' -- x",
    "WHERE:keyword Name:variable LIKE:keyword A:string \\':constant x:variable",
  ],
  ['source.soql', "Name = 'a\\q'", 'Name:variable a:string \\q:invalid'],
  ['source.soql', 'CreatedDate = LAST_N_DAYS:30', 'CreatedDate:variable LAST_N_DAYS:constant 30:constant'],
  ['source.soql', 'CloseDate > TODAY', 'CloseDate:variable TODAY:constant'],
  ['source.soql', 'X = 2026-01-31T10:00:00Z', 'X:variable 2026-01-31T10:00:00Z:constant'],
  [
    'source.soql',
    'Amount > USD5000.50 OR A = -.5',
    'Amount:variable USD5000.50:constant OR:keyword A:variable -.5:constant',
  ],
  ['source.soql', 'Id IN :ids // all', 'Id:variable IN:keyword :ids:variable // all:comment'],
  ['source.soql', 'A NOT IN (NULL, TRUE)', 'A:variable NOT IN:keyword NULL:constant TRUE:constant'],
  [
    'source.soql',
    'TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task',
    'TYPEOF:keyword What:variable WHEN:keyword Account:entity THEN:keyword Phone:variable ELSE:keyword Name:variable END:keyword FROM:keyword Task:entity',
  ],
  [
    'source.sosl',
    'FIND {Joe AND Smi*} IN NAME FIELDS RETURNING Lead(Id WHERE Name != null), Group LIMIT 5',
    'FIND:keyword Joe:string AND:keyword Smi:string *:keyword IN NAME FIELDS:keyword RETURNING:keyword Lead:entity Id:variable WHERE:keyword Name:variable null:constant Group:entity LIMIT:keyword 5:constant',
  ],
  [
    'source.apex.soql',
    'List<Account> a = [SELECT Id FROM Account];',
    'List<Account> a =: SELECT:keyword Id:variable FROM:keyword Account:entity',
  ],
  [
    'source.script.soql',
    `const q = soql\`SELECT Id FROM Account WHERE Id = $\{id}\`; next`,
    'const q =: soql:entity SELECT:keyword Id:variable FROM:keyword Account:entity WHERE:keyword Id:variable id:meta ; next:',
  ],
];

describe('the grammars', () => {
  const registry = createRegistry();

  for (const [grammar, text, expected] of fixtures) {
    it(`colour ${text}`, async () => {
      assert.equal(await coloured(registry, grammar, text), expected);
    });
  }
});

function createRegistry(): textmate.Registry {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  const engine = oniguruma.loadWASM(fs.readFileSync(wasm)).then(() => ({
    createOnigScanner: (sources: string[]) => new oniguruma.OnigScanner(sources),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  }));
  return new textmate.Registry({
    onigLib: engine,
    async loadGrammar(scope) {
      const file = FILES[scope];
      if (file === undefined) return null;
      const full = path.join(import.meta.dirname, '../../../syntaxes', file);
      return textmate.parseRawGrammar(fs.readFileSync(full, 'utf8'), full);
    },
  });
}

/** Words with the first name of their innermost scope; punctuation and signs are left out. */
async function coloured(registry: textmate.Registry, scope: string, text: string): Promise<string> {
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar);
  return grammar
    .tokenizeLine(text, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: text.slice(startIndex, endIndex).trim(),
      scope: scopes.at(-1)!,
    }))
    .filter(({ text, scope }) => /[\w*\\]/.test(text) && !scope.startsWith('punctuation'))
    .map(({ text, scope }) => `${text}:${scope.startsWith('source') ? '' : scope.split('.')[0]}`)
    .join(' ');
}
