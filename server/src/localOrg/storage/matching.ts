import type { DuplicateRule, DuplicateRuleMatchRule, MatchingRuleItem } from '../schema/duplicateRuleTypes.ts';
import { find, OverlayError } from '../schema/overlayChecks.ts';
import type { FieldDefinition, ObjectDefinition, Schema } from '../schema/types.ts';
import { filterOf, filterSql, isNarrowedBy } from './matchingFilter.ts';
import { type FuzzyMethod, fuzzyMethods } from './matchingMethods.ts';
import { fieldSql, isStored, quoted } from './tables.ts';

/** One matching rule of a duplicate rule, as SQL. */
export interface Matching {
  readonly rule: string;
  /** Whose records are looked at. */
  readonly target: ObjectDefinition;
  /** Gives the Ids of the records like the one whose Id is bound. */
  readonly sql: string;
  /** The fields of the saved record that are compared. */
  readonly compared: readonly FieldDefinition[];
  /** The indexes that find such records. */
  readonly indexes: readonly Index[];
  readonly isExact: boolean;
}

export interface Index {
  readonly name: string;
  /** SQL behind `ON`. */
  readonly on: string;
}

/** With these begin the names of indexes of keys, which are made anew at each start: another version may make others. */
export const keyIndexPrefix = 'matching.';

const known = new WeakMap<DuplicateRule, readonly Matching[]>();

/** Worked out once a rule. Throws an OverlayError for what the schema does not have. */
export function matchingsOf(schema: Schema, object: ObjectDefinition, rule: DuplicateRule): readonly Matching[] {
  const matchings = known.get(rule) ?? rule.duplicateRuleMatchRules.flatMap(each => matchingOf(schema, object, each));
  known.set(rule, matchings);
  return matchings;
}

/** None for a matching rule that is not active. */
function matchingOf(schema: Schema, object: ObjectDefinition, use: DuplicateRuleMatchRule): readonly Matching[] {
  const target = find(schema.objects, use.matchRuleSObjectType ?? object.name, `object ${use.matchRuleSObjectType}`);
  const rule = target.matchingRules.find(({ fullName }) => fullName === use.matchingRule);
  if (rule === undefined) throw new OverlayError(`No matching rule ${use.matchingRule} on object ${target.name}`);
  if (rule.ruleStatus === 'Inactive') return [];
  const filter = filterOf(rule);
  const pairs = rule.matchingRuleItems.map(item => pairOf(object, target, item, use));
  const fine = pairs.filter(pair => hasIndex(pair) && !isCoarse(pair));
  // What many records share is worth an index where there is no other way to some of the records.
  const isEnough = isNarrowedBy(filter, place => fine.includes(pairs[place]!));
  const indexed = isEnough ? fine : pairs.filter(hasIndex);
  const conditions = pairs.map(pair => conditionOf(pair, indexed.includes(pair)));
  const live = target.field('IsDeleted') === undefined ? '' : 'AND t.IsDeleted = 0 ';
  const sql = `SELECT t.Id FROM ${quoted(object.name)} AS n, ${quoted(target.name)} AS t
    WHERE n.Id = ? AND t.Id <> n.Id ${live}AND ${filterSql(filter, conditions)} ORDER BY t.Id LIMIT 300`;
  return [
    {
      rule: rule.fullName,
      target,
      sql,
      compared: pairs.map(({ ours }) => ours),
      indexes: indexed.map(pair => indexOf(target, pair)),
      isExact: pairs.every(({ item }) => item.matchingMethod === 'Exact'),
    },
  ];
}

interface Pair {
  readonly item: MatchingRuleItem;
  readonly ours: FieldDefinition;
  readonly theirs: FieldDefinition;
}

function pairOf(
  object: ObjectDefinition,
  target: ObjectDefinition,
  item: MatchingRuleItem,
  { objectMapping }: DuplicateRuleMatchRule,
): Pair {
  const theirs = fieldOf(target, item.fieldName);
  if (target === object && objectMapping === undefined) return { item, ours: theirs, theirs };
  const mapped = objectMapping?.mappingFields.find(
    ({ outputField }) => outputField.toLowerCase() === theirs.name.toLowerCase(),
  );
  if (mapped === undefined) throw new OverlayError(`No mapping field for ${target.name}.${theirs.name}`);
  return { item, ours: fieldOf(object, mapped.inputField), theirs };
}

function fieldOf(object: ObjectDefinition, name: string): FieldDefinition {
  return find(object.fields, name, `field ${object.name}.${name}`);
}

/** @param isIndexed whether records may be found by it */
function conditionOf({ item, ours, theirs }: Pair, isIndexed: boolean): string {
  const [our, their] = [fieldSql(ours, 'n'), fieldSql(theirs, 't')];
  const same = sameSql(item, our, their, isIndexed);
  if (item.blankValueBehavior !== 'MatchBlanks') return same;
  // The index is one of keys: what is empty has none, but so have other texts.
  const isKeyless = isIndexed ? `${keySql(item, their)} IS NULL AND ` : '';
  return `(${same} OR ${our} IS NULL AND ${isKeyless}${their} IS NULL)`;
}

function sameSql(item: MatchingRuleItem, our: string, their: string, isIndexed: boolean): string {
  const { matchingMethod } = item;
  if (matchingMethod === 'Exact') return `${their} = ${our}`;
  const { key, isLike } = methodOf(item);
  // SQLite would take the index that another rule has on such a key; a unary plus is its way to forbid that.
  // https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
  const isSameKey = key && `${isIndexed ? '' : '+'}${keySql(item, their)} = ${keySql(item, our)}`;
  const like = isLike && `matching_like('${matchingMethod}', ${their}, ${our})`;
  return `(${[isSameKey, like].filter(Boolean).join(' AND ')})`;
}

function keySql({ matchingMethod }: MatchingRuleItem, value: string): string {
  return matchingMethod === 'Exact' ? value : `matching_key('${matchingMethod}', ${value})`;
}

function methodOf({ matchingMethod, fieldName }: MatchingRuleItem): FuzzyMethod {
  if (matchingMethod === 'Exact') return { key: value => value };
  if (Object.hasOwn(fuzzyMethods, matchingMethod)) return fuzzyMethods[matchingMethod];
  throw new OverlayError(`No matching method ${matchingMethod} for ${fieldName}`);
}

function hasIndex({ item, theirs }: Pair): boolean {
  return methodOf(item).key !== undefined && isStored(theirs);
}

function isCoarse({ item }: Pair): boolean {
  return methodOf(item).isCoarse ?? false;
}

function indexOf(target: ObjectDefinition, { item, theirs }: Pair): Index {
  const isExact = item.matchingMethod === 'Exact';
  const name = `${target.name}.${theirs.name}`;
  return {
    name: isExact ? name : `${keyIndexPrefix}${name}.${item.matchingMethod}`,
    on: `${quoted(target.name)} (${keySql(item, quoted(theirs.name))})`,
  };
}
