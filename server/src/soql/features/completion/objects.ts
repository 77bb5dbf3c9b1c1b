import type { Lookups } from '../../semantics/lookups.ts';
import type { ObjectSummary } from '../../semantics/schema.ts';
import { fromItem, statements } from '../../syntax/ast.ts';
import { ancestor, child, childrenOf, type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import type { Draft, Items } from './items.ts';
import { NameIndex } from './nameIndex.ts';

/** Objects after FROM, of a subquery in a condition and of RETURNING. */
export function objects(caret: WordCaret, lookups: Lookups, items: Items): void {
  if (!caret.roles.has('object') || caret.path.length > 0) return;
  const targets = typeofTargets(caret);
  if (targets) {
    for (const [rank, name] of byLikeliness(targets, one => one).entries()) {
      items.add({ label: name, kind: 'object', group: 'name', rank, about: { object: name } });
    }
    return;
  }
  const known = lookups.objects();
  if (!known) return;
  const { items: found, isCut } = indexOf(known).find(caret.typed);
  const isSearch = caret.scope?.kind === 'search';
  // What a search returns of an object, which is only its Id without a list.
  const hasList = isSearch && !caret.text.slice(caret.offset).trimStart().startsWith('(');
  const here = namedObjects(caret.file, caret.offset);
  const elsewhere = new Set(caret.others.flatMap(tree => [...namedObjects(tree)]));
  const likely = likelyIn(caret);
  for (const [index, { object, key, draft }] of found.entries()) {
    if (isSearch ? !object.searchable : !object.queryable) continue;
    const rank = here.has(key) ? 0 : elsewhere.has(key) ? 1 : index + 2 + (likely(object.name) ? 0 : found.length);
    const text = hasList ? { insertText: `${object.name}($1)`, snippet: true, continues: true } : {};
    items.add({ ...draft, rank, ...text });
  }
  if (isCut) items.cut();
}

/** In the subquery of a condition, the objects whose rows hold the Ids that are asked for. */
function likelyIn({ scope, comparison }: WordCaret): (name: string) => boolean {
  if (scope?.kind !== 'semiJoin' || !comparison?.field) return () => true;
  const { type, referenceTo } = comparison.field;
  const outer = scope.outer?.object;
  const children = outer?.schema?.childRelationships.map(({ childObject }) => childObject);
  const names = new Set(type === 'id' ? children?.filter(name => name !== outer?.name) : referenceTo);
  return name => names.has(name);
}

/** In lower case, the objects that the statements of a file read, but for the one at the offset. */
function namedObjects(file: SyntaxTree, offset?: number): ReadonlySet<string> {
  const isOther = ({ start, end }: SyntaxNode) => offset === undefined || offset < start || end < offset;
  const paths = statements(file.root)
    .filter(isOther)
    .flatMap(query => childrenOf(fromItem(query), 'FieldPath'));
  return new Set(paths.map(path => textOf(file, path).toLowerCase()));
}

/** After WHEN: the objects that the relationship of TYPEOF leads to. */
function typeofTargets({ node, before, scope, scopes }: WordCaret): readonly string[] | undefined {
  const branch = ancestor(node, 'TypeofWhen', 'Query') ?? ancestor(before, 'TypeofExpression');
  const path = child(ancestor(branch, 'TypeofExpression'), 'FieldPath');
  const last = path && scope && scopes.steps(scopes.around(path), scopes.names(path)).at(-1);
  return last?.kind === 'relationship' ? last.field.referenceTo : undefined;
}

/** What is offered for an object, made once. */
interface Offer {
  readonly object: ObjectSummary;
  /** The name in lower case. */
  readonly key: string;
  readonly draft: Draft;
}

function offerOf(object: ObjectSummary): Offer {
  const { name, label, deprecated } = object;
  const draft: Draft = {
    label: name,
    kind: 'object',
    group: 'name',
    detail: label,
    about: { object: name },
    ...(deprecated ? { deprecated } : {}),
  };
  return { object, key: name.toLowerCase(), draft };
}

const indexes = new WeakMap<readonly ObjectSummary[], NameIndex<Offer>>();

/** The list of objects lives as long as its snapshot: its index is made once. */
export function indexOf(objects: readonly ObjectSummary[]): NameIndex<Offer> {
  const made =
    indexes.get(objects) ?? new NameIndex(byLikeliness(objects, o => o.name).map(offerOf), ({ object }) => object.name);
  indexes.set(objects, made);
  return made;
}

/** The objects that most queries are about come first, those that hang on others last: history, sharing and feeds. */
export function likeliness(name: string): number {
  const common = commonObjects.indexOf(name);
  if (common >= 0) return common;
  if (/(History|Histories|Share|Feed|ChangeEvent|Tag)$/.test(name)) return 102;
  return name.endsWith('__c') ? 100 : 101;
}

/** The same objects, the likeliest first. */
export function byLikeliness<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const order = (a: string, b: string) => likeliness(a) - likeliness(b) || (a < b ? -1 : a > b ? 1 : 0);
  return [...items].sort((a, b) => order(nameOf(a), nameOf(b)));
}

export const commonObjects: readonly string[] = [
  'Account',
  'Contact',
  'Opportunity',
  'Lead',
  'Case',
  'User',
  'Task',
  'Event',
  'OpportunityLineItem',
  'Product2',
  'PricebookEntry',
  'Campaign',
  'CampaignMember',
  'Contract',
  'Order',
  'Asset',
];
