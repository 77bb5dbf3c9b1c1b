import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  asHostText,
  embeddedIn,
  type HostLanguage,
  hostLanguages,
} from '../../../../server/src/soql/embed/embedded.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { corpora } from '../syntax/corpora.ts';

/**
 * The queries as they are read, without blanks at their ends; `?` behind one that is open. `#` stands for the dollar sign
 * of a template.
 */
function check(language: HostLanguage, written: string, ...expected: string[]): void {
  const host = written.replaceAll('#', '$');
  it(`${language}: ${written.replaceAll('\n', '⏎').slice(0, 120)}`, () => {
    const { text, queries } = embeddedIn(host, language);
    assert.equal(text.length, host.length);
    const shown = queries.map(({ start, end, isOpen }) => text.slice(start, end).trim() + (isOpen ? '?' : ''));
    assert.deepEqual(shown, expected);
    const rest = queries.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end + 1), text);
    assert.equal(rest.trim(), '');
  });
}

describe('queries in Apex', () => {
  check('apex', 'Account a = [SELECT Id FROM Account];', 'SELECT Id FROM Account');
  check(
    'apex',
    'List<Account> a = [ select Id\nFROM Account WHERE Id IN :ids[0] ];',
    'select Id\nFROM Account WHERE Id IN :ids[0]',
  );
  check(
    'apex',
    'for (Account a : [SELECT Id FROM Account]) { b = [SELECT Id FROM Contact]; }',
    'SELECT Id FROM Account',
    'SELECT Id FROM Contact',
  );
  check('apex', 'x = [ // all\n /* of them */ SELECT Id FROM A];', '// all\n /* of them */ SELECT Id FROM A');
  check('apex', "x = [FIND 'a' RETURNING Account];", "FIND 'a' RETURNING Account");
  check('apex', "x = [SELECT Id FROM A WHERE Name = ']'];", "SELECT Id FROM A WHERE Name = ']'");
  check('apex', 'x = [SELECT Id /* ] */ FROM A // ]\n];', 'SELECT Id /* ] */ FROM A // ]');
  check('apex', 'x = ids[0]; // [SELECT Id FROM A]\ny = /* [SELECT Id FROM A] */ 1;');
  check('apex', "s = '[SELECT Id FROM A]';");
  check('apex', 'selected[SELECTED] = 1;');
  check('apex', "x = Database.query('SELECT Id FROM Account');", 'SELECT Id FROM Account');
  check('apex', "x = Database . getQueryLocator( 'SELECT Id FROM Account' );", 'SELECT Id FROM Account');
  check(
    'apex',
    "x = Database.queryWithBinds('SELECT Id FROM A WHERE Id = :id', binds, AccessLevel.USER_MODE);",
    'SELECT Id FROM A WHERE Id = :id',
  );
  check('apex', "x = Database.query('SELECT Id FROM A WHERE N = \\'b\\'');", "SELECT Id FROM A WHERE N =  'b '");
  check(
    'apex',
    "x = Database.query('SELECT Id FROM A WHERE N = \\'O\\\\\\'B\\'');",
    "SELECT Id FROM A WHERE N =  'O  \\'B '",
  );
  check('apex', "x = Database.query('SELECT Id FROM ' + name);", 'SELECT Id FROM?');
  check('apex', "x = Database.query(text); MyDatabase.query('SELECT Id FROM A');");
  check('apex', 'x = [SELECT Id FROM', 'SELECT Id FROM');
});

describe('queries in TypeScript', () => {
  check('typescript', 'const q = soql`SELECT Id FROM Account`;', 'SELECT Id FROM Account');
  check('typescript', 'q = soql `\n  SELECT Id\n  FROM Account\n`;', 'SELECT Id\n  FROM Account');
  check(
    'javascript',
    'soql`SELECT Id FROM A WHERE Id = #{id} AND N IN (#{a}, #{b})`',
    'SELECT Id FROM A WHERE Id = :xxxx AND N IN (:xxx, :xxx)',
  );
  check(
    'javascript',
    "soql`SELECT Id FROM A WHERE Name = '#{name}' LIMIT #{most}`",
    "SELECT Id FROM A WHERE Name = 'xxxxxxx' LIMIT :xxxxxx",
  );
  check('typescript', 'soql`SELECT #{fields} FROM A`', 'SELECT xxxxxxxxx FROM A?');
  check('typescript', 'soql`SELECT Id FROM #{name}`', 'SELECT Id FROM xxxxxxx?');
  check(
    'typescript',
    'soql`SELECT Id FROM A WHERE Id = #{ids[`a#{1}`] ?? { a: "}" }}`',
    'SELECT Id FROM A WHERE Id = :xxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  );
  check('typescript', 'sql`SELECT 1`; `SELECT Id FROM A`; mysoql`SELECT Id FROM A`; x.soql`SELECT Id FROM A`');
  check('typescript', '// soql`SELECT Id FROM A`\n"soql`SELECT Id FROM A`"');
  check('typescript', 'html`<p>#{soql`SELECT Id FROM A`}</p>`', 'SELECT Id FROM A');
  check('typescriptreact', '<Rows of={soql`SELECT Id FROM A`} />', 'SELECT Id FROM A');
  check('typescript', 'soql`SELECT Id', 'SELECT Id');
});

describe('embedded queries', () => {
  it('parse one after the other', () => {
    const { text } = embeddedIn('a = [SELECT Id FROM Account]; b = [SELECT Id FROM Contact];', 'apex');
    assert.deepEqual(parse(text, { dialect: 'apex' }).problems, []);
  });

  it('of the corpus are found whole', () => {
    const notWhole = [...corpora('soql-valid'), ...corpora('sosl-valid')]
      // Such a comment goes on behind the query, over the bracket that closes it.
      .filter(({ text }) => !text.includes('//'))
      .filter(({ text }) => parse(text, { dialect: 'apex' }).problems.length === 0)
      .filter(({ text }) => {
        const { queries } = embeddedIn(`x = [${text}];`, 'apex');
        return queries.length !== 1 || queries[0]?.start !== 5 || queries[0].end !== 5 + text.length;
      });
    assert.deepEqual(notWhole, []);
  });

  it('are written as their host writes them', () => {
    const queries = embeddedIn("x = Database.query('SELECT Id'); y = [SELECT Id];", 'apex').queries;
    assert.deepEqual(
      queries.map(query => asHostText(query, "'a'")),
      ["\\'a\\'", "'a'"],
    );
  });

  it('keep every offset of any text', () => {
    const pieces = [
      '[SELECT Id',
      ']',
      "'",
      '`',
      'soql`',
      '#{',
      '}',
      '{',
      '\\',
      '\n',
      '//',
      '/*',
      '*/',
      'Database.query(',
      ')',
      'x',
      '\r\n',
    ];
    const texts = fc
      .array(fc.constantFrom(...pieces), { maxLength: 40 })
      .map(parts => parts.join('').replaceAll('#', '$'));
    fc.assert(
      fc.property(texts, fc.constantFrom(...hostLanguages), (host, language) => {
        const { text, queries } = embeddedIn(host, language);
        assert.equal(text.length, host.length);
        const rest = queries.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
        assert.match(rest, /^[ ;]*$/);
        for (const { start, end } of queries) assert.ok(0 <= start && start <= end && end <= host.length);
      }),
      { numRuns: 2000 },
    );
  });
});
