import { buildTree } from './builder.ts';
import { withoutCascades } from './cascades.ts';
import { Parser } from './events.ts';
import { file } from './grammar/file.ts';
import { query } from './grammar/query.ts';
import { lex } from './lexer.ts';
import type { Dialect } from './roles.ts';
import type { SyntaxTree } from './tree.ts';

/**
 * Parses the text of a `.soql` or `.sosl` file: any number of SOQL and SOSL statements separated by `;`. Always gives a
 * tree that holds every character, and the problems in the order of the text; never throws.
 *
 * The dialect `apex` allows what only inline Apex may hold: FOR UPDATE, ALL ROWS and binds that are expressions. `api`,
 * the default, parses them too and reports them. Comments and binds of names are allowed in both: the runner removes
 * the former and asks for the latter.
 */
export function parse(text: string, options: { dialect?: Dialect } = {}): SyntaxTree {
  const tokens = lex(text);
  const { dialect = 'api' } = options;
  const parser = new Parser(text, tokens, dialect, query);
  file(parser);
  const reported = parser.problems.sort((a, b) => a.start - b.start);
  const problems = reported.length > 1 ? withoutCascades(text, tokens, reported) : reported;
  return { text, dialect, root: buildTree(text, tokens, parser.events), problems };
}
