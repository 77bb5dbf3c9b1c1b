import { functionNamed } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { familyOf, operatorsOf } from '../../semantics/types.ts';
import { expressionOf, functionName, selectItems } from '../../syntax/ast.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import type { Items } from './items.ts';

/** The keywords that the grammar takes here. */
export function keywords(caret: WordCaret, _: Lookups, items: Items): void {
  if (caret.path.length > 0) return;
  for (const word of caret.words) {
    const isOperator = caret.words.has('=') && operatorWords.has(word);
    if (!/^[A-Z]/.test(word) || isOperator || valueWords.has(word) || !fits(caret, word)) continue;
    items.add({
      label: word,
      kind: 'keyword',
      group: 'keyword',
      rank: rankOf(caret, word),
      ...inserted(caret, word),
    });
  }
}

/** The most used first, of words that stand at the same place. */
const byUse: readonly string[] = [
  ...['SELECT', 'FIND', 'AND', 'OR', 'RETURNING', 'IN', 'FROM', 'WHERE', 'HAVING'],
  ...['DESC', 'ASC', 'NULLS LAST', 'NULLS FIRST', 'THEN', 'WHEN', 'ELSE', 'END'],
  ...['ORDER BY', 'LIMIT', 'GROUP BY', 'OFFSET', 'USING SCOPE', 'WITH'],
];

function rankOf({ scope, scopes }: WordCaret, word: string): number {
  // Beside an aggregate, fields have to be grouped.
  if (word === 'GROUP BY' && aggregates(scopes.tree, scope?.node)) return byUse.indexOf('WHERE');
  const rank = byUse.indexOf(word);
  return rank < 0 ? byUse.length : rank;
}

function aggregates(tree: SyntaxTree, query: SyntaxNode | undefined): boolean {
  const calls = selectItems(query).map(expressionOf);
  return calls.some(call => functionNamed(functionName(tree, call) ?? '')?.kind === 'aggregate');
}

/** Clauses that a child query does not have. */
const rootOnly = /^(GROUP BY|USING|FOR|UPDATE|WITH)\b/;

/** Whether the place and the object have a use for a rare word. */
function fits({ owner, scope, before }: WordCaret, word: string): boolean {
  // A subquery comes as a snippet, with the values or with the child relationships.
  if (word === 'SELECT') return before?.kind !== 'LeftParen';
  if (word === 'TYPEOF' && scope?.kind === 'semiJoin') return false;
  if (rootOnly.test(word) && scope?.kind === 'child') return false;
  if (word === 'SET OPTIONS') return /__dl[lm]$/i.test(owner?.name ?? '');
  if (word !== 'TYPEOF' || !owner?.schema) return true;
  return owner.schema.fields.some(f => f.namePointing || f.referenceTo.length > 1);
}

/** Operators that go with the type of the left side. */
export function operators(caret: WordCaret, _: Lookups, items: Items): void {
  if (!caret.words.has('=')) return;
  const family = familyOf(caret.comparison?.type);
  const fitting = caret.comparison?.functionName?.toLowerCase() === 'tolabel' ? operatorsOf('text') : undefined;
  for (const [rank, label] of (fitting ?? (family ? operatorsOf(family) : allOperators)).entries()) {
    if (!caret.words.has(label)) continue;
    const opens = label.endsWith('IN') ? ' ($1)' : label.endsWith('CLUDES') ? " ('$1')" : undefined;
    if (!opens) items.add({ label, kind: 'keyword', group: 'value', rank, ...inserted(caret, label) });
    else {
      const insertText = `${label}${opens}`;
      items.add({ label, kind: 'keyword', group: 'value', rank, insertText, snippet: true, continues: true });
    }
  }
}

const allOperators: readonly string[] = [
  '=',
  '!=',
  'LIKE',
  'IN',
  'NOT IN',
  '<',
  '<=',
  '>',
  '>=',
  'INCLUDES',
  'EXCLUDES',
];
const operatorWords: ReadonlySet<string> = new Set(allOperators);
/** Offered with the values, where the type of the field is one of theirs. */
const valueWords: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'NULL']);
/** Words that nothing need follow. */
const lastWords: ReadonlySet<string> = new Set([
  'ASC',
  'DESC',
  'NULLS FIRST',
  'NULLS LAST',
  'END',
  'FOR VIEW',
  'FOR REFERENCE',
  'FOR UPDATE',
  'UPDATE TRACKING',
  'UPDATE VIEWSTAT',
  'ALL ROWS',
  'FIELDS',
]);

/** A word that something must follow brings the space behind it, unless one is there, and the next list. */
function inserted(
  { text, offset }: WordCaret,
  word: string,
): { insertText: string; snippet: boolean; continues: boolean } {
  if (word === 'ROLLUP' || word === 'CUBE') return { insertText: `${word}($1)`, snippet: true, continues: true };
  const hasSpace = /\s/.test(text.charAt(offset));
  const continues = !lastWords.has(word);
  return { insertText: continues && !hasSpace ? `${word} ` : word, snippet: false, continues };
}
