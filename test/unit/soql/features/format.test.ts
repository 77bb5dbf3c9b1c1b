import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  DEFAULT_FORMAT,
  type FormatOptions,
  format,
  formattedText,
} from '../../../../server/src/soql/features/format.ts';
import { lex } from '../../../../server/src/soql/syntax/lexer.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { isRelativeDate } from '../../../../server/src/soql/syntax/relativeDates.ts';
import { corpora } from '../syntax/corpora.ts';

const narrow: FormatOptions = { width: 40, indent: '  ', keywordCase: 'upper', commas: 'trailing' };

function formatOf(text: string, options: FormatOptions, range?: { start: number; end: number }): string {
  return format(parse(text, { dialect: 'apex' }), options, range).reduceRight(
    (after, edit) => after.slice(0, edit.start) + edit.newText + after.slice(edit.end),
    text,
  );
}

function check(title: string, text: string, expected: string, options: Partial<FormatOptions> = {}): void {
  it(title, () => assert.equal(formatOf(text, { ...narrow, ...options }), expected));
}

describe('format', () => {
  check('keeps a short query on its line', 'select  Id\tfrom Account  ;', 'SELECT Id FROM Account;');
  check(
    'keeps a query broken whose clauses began lines',
    'select Id\n  from Account\n    where a=1',
    'SELECT Id\nFROM Account\nWHERE a = 1',
  );
  check(
    'breaks a long list into lines',
    'select Id, Name, BillingCity, Account.Owner.Name n from Account a',
    'SELECT\n  Id,\n  Name,\n  BillingCity,\n  Account.Owner.Name n\nFROM Account a',
  );
  check(
    'puts commas first if asked',
    'select Id, Name, BillingCity, Account.Owner.Name from Account',
    'SELECT\n  Id\n  , Name\n  , BillingCity\n  , Account.Owner.Name\nFROM Account',
    { commas: 'leading' },
  );
  check(
    'writes keywords small if asked',
    'SELECT Id FROM A WHERE b = NULL AND c = TODAY',
    'select Id from A where b = null and c = today',
    { width: 80, keywordCase: 'lower' },
  );
  check('leaves keywords alone if asked', 'Select Id From A', 'Select Id From A', { keywordCase: 'keep' });
  check(
    'lays out conditions',
    "select Id from Account where Name like 'a%' and (Industry = 'one' or CreatedDate > last_n_days : 5) and (not b = 1)",
    "SELECT Id\nFROM Account\nWHERE Name LIKE 'a%'\n  AND (\n    Industry = 'one'\n    OR CreatedDate > LAST_N_DAYS:5\n  )\n  AND (NOT b = 1)",
  );
  check(
    'fills lists of values',
    "select Id from A where b in ('one','two','three','four','five','six')",
    "SELECT Id\nFROM A\nWHERE b IN (\n    'one', 'two', 'three', 'four',\n    'five', 'six'\n  )",
  );
  check(
    'lays out subqueries',
    'select Id, (select Id, FirstName from Contacts where Email != null limit 5) kids from Account',
    'SELECT\n  Id,\n  (\n    SELECT Id, FirstName\n    FROM Contacts\n    WHERE Email != NULL\n    LIMIT 5\n  ) kids\nFROM Account',
  );
  check(
    'lays out TYPEOF',
    'select typeof What when Account then Phone, Name when Opportunity then Amount else Name end from Event',
    'SELECT\n  TYPEOF What\n    WHEN Account THEN Phone, Name\n    WHEN Opportunity THEN Amount\n    ELSE Name\n  END\nFROM Event',
  );
  check(
    'lays out SOSL',
    'find {Joe} in all fields returning Account(Id, Name where Name != null order by Name limit 5), Contact limit 9',
    'FIND {Joe}\nIN ALL FIELDS\nRETURNING\n  Account(\n    Id,\n    Name\n    WHERE Name != NULL\n    ORDER BY Name\n    LIMIT 5\n  ),\n  Contact\nLIMIT 9',
  );
  check(
    'keeps comments where they were',
    '// head\n\n\nselect Id, // key\n  /* the name */ Name\n  // own line\n  , Phone /* last */\nfrom A // end\n\n// after\n',
    '// head\n\nSELECT\n  Id, // key\n  /* the name */ Name\n  // own line\n  ,\n  Phone /* last */\nFROM A // end\n\n// after\n',
  );
  check(
    'keeps one blank line between statements',
    'select Id from A;select Id from B;\n\n\n\n// c\nselect Id from C',
    'SELECT Id FROM A;\nSELECT Id FROM B;\n\n// c\nSELECT Id FROM C',
  );
  check(
    'leaves a broken statement alone',
    'select  Id from;\nselect   Id from B',
    'select  Id from;\nSELECT Id FROM B',
  );
  check(
    'leaves the expressions of Apex alone',
    'select Id from A where b = :c.get( x )[0]',
    'SELECT Id\nFROM A\nWHERE b = :c.get( x )[0]',
  );
  check(
    'keeps the line ends of Windows',
    'select Id\r\nfrom A;\r\nselect Id from B\r\n',
    'SELECT Id\r\nFROM A;\r\nSELECT Id FROM B\r\n',
  );

  it('formats the statements of a range', () => {
    const text = 'select  Id from A;\nselect  Id from B;\nselect  Id from C';
    const offset = text.indexOf('B');
    assert.equal(
      formatOf(text, narrow, { start: offset, end: offset }),
      'select  Id from A;\nSELECT Id FROM B;\nselect  Id from C',
    );
  });

  it('changes no more than it must', () => {
    const edits = format(parse('SELECT Id,Name FROM Account'), DEFAULT_FORMAT);
    assert.deepEqual(edits, [{ start: 10, end: 10, newText: ' ' }]);
  });
});

describe('format, whatever the query', () => {
  const texts = ['soql-valid', 'sosl-valid', 'realworld'].flatMap(corpora).map(row => row.text);
  const options: FormatOptions[] = [DEFAULT_FORMAT, narrow, { ...narrow, commas: 'leading', keywordCase: 'lower' }];

  it('is stable and keeps every token and comment of real queries', () => {
    for (const [index, text] of texts.entries()) holds(text, options[index % 3] as FormatOptions);
  }).timeout(60_000);

  it('is stable and keeps comments anywhere', () => {
    const comment = fc.constantFrom('// c\n', '/* c */', '\n/* c */', '\n// c\n', '/* c\n c */\n', '\n\n', ' ', '\n');
    const insertion = fc.record({ at: fc.nat(), text: comment });
    const commented = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(insertion, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...options),
    );
    fc.assert(
      fc.property(commented, ([text, insertions, option]) => holds(insertions.reduce(insert, text), option)),
      { numRuns: Number(process.env.SYNTAX_EDITS ?? 300) },
    );
  }).timeout(600_000);
});

/** Puts a text before a token. */
function insert(text: string, { at, text: inserted }: { at: number; text: string }): string {
  const { starts } = lex(text);
  const offset = starts[at % starts.length] as number;
  return text.slice(0, offset) + inserted + text.slice(offset);
}

function holds(text: string, options: FormatOptions): void {
  const tree = parse(text, { dialect: 'apex' });
  const once = formattedText(tree, options);
  assert.equal(formattedText(parse(once, { dialect: 'apex' }), options), once);
  assert.deepEqual(pieces(once), pieces(text));
}

/** All but white space, keywords without their case. */
function pieces(text: string): string[] {
  const { kinds, starts, keywords } = lex(text);
  const all = kinds.map((kind, index) => {
    const piece = text.slice(starts[index], starts[index + 1]);
    if (kind === 'WhiteSpace') return '';
    return keywords[index] || (isRelativeDate(piece) ? piece.toUpperCase() : piece);
  });
  return all.filter(piece => piece !== '');
}
