import { Lookups } from '../../semantics/lookups.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import type { CompletionList, InputAt } from '../model.ts';
import { binds } from './binds.ts';
import { caretAt, type WordCaret } from './caret.ts';
import { children } from './children.ts';
import { aliases, fields, relationships } from './fields.ts';
import { fieldSets, filterScopes, withOptions } from './fixedLists.ts';
import { functions } from './functions.ts';
import { groupedExpressions } from './grouped.ts';
import { Items } from './items.ts';
import { keywords, operators } from './keywords.ts';
import { objects } from './objects.ts';
import { semiJoins } from './semiJoins.ts';
import { fieldsWithFrom, missingFrom, statements, typeofExpressions } from './snippets.ts';
import { dateLiterals, stringValues, values } from './values.ts';

type Provider = (caret: WordCaret, lookups: Lookups, items: Items) => void;

const providers: readonly Provider[] = [
  objects,
  fields,
  relationships,
  aliases,
  children,
  groupedExpressions,
  functions,
  values,
  dateLiterals,
  binds,
  filterScopes,
  fieldSets,
  withOptions,
  operators,
  keywords,
  statements,
  missingFrom,
  fieldsWithFrom,
  semiJoins,
  typeofExpressions,
];

/** What can stand at the offset. `others`: files that are worked on, too; what they read comes first. */
export function complete({
  tree,
  schema,
  offset,
  others = [],
}: InputAt & { readonly others?: readonly SyntaxTree[] }): CompletionList {
  const lookups = new Lookups(schema);
  const caret = caretAt(tree, lookups, offset, others);
  if (!caret) return { items: [], missing: lookups.missing(), isIncomplete: false, wordEnd: offset };
  const items = new Items(caret);
  if (caret.at === 'string') stringValues(caret, lookups, items);
  else for (const provider of providers) provider(caret, lookups, items);
  return items.list(lookups.missing());
}
