import { type Candidate, closest } from '../../../soql/semantics/suggest.ts';

/** What a column can go to. */
export interface Target {
  /** `Name`, or `Account.ExtId__c`. */
  readonly path: string;
  readonly label: string;
}

/**
 * The target that fits each title best: by API name, then by label, then by a name that is nearly the same. Each target
 * is proposed once; a title that fits nothing gets null, and so do the columns that this product adds to its own files.
 */
export function proposeColumns(titles: readonly string[], targets: readonly Target[]): Record<string, string | null> {
  const free = new Map(targets.map(target => [target.path, target]));
  // Made once: a file may have thousands of columns, and an object hundreds of fields.
  const byPath = index(targets, ({ path }) => [path.toLowerCase()]);
  const byLabel = index(targets, ({ label }) => [label.toLowerCase()]);
  const byPlainName = index(targets, ({ path, label }) => [plain(path), plain(label)]);
  const candidates = targets.map(({ path, label }) => ({ name: path, label }));
  const isFree = ({ path }: Target) => free.has(path);
  const proposed = new Map<string, string>();
  const ways: readonly ((title: string) => Target | undefined)[] = [
    title => byPath.get(title.toLowerCase())?.find(isFree),
    title => byLabel.get(title.toLowerCase())?.find(isFree),
    title => byPlainName.get(plain(title))?.find(isFree),
    ...(titles.length * targets.length <= mostCompared ? [(title: string) => nearest(title, candidates, free)] : []),
  ];
  for (const way of ways) {
    for (const title of titles) {
      const target = proposed.has(title) || isOurs(title) || title === '' ? undefined : way(title);
      if (!target) continue;
      proposed.set(title, target.path);
      free.delete(target.path);
    }
  }
  return Object.fromEntries(titles.map(title => [title, proposed.get(title) ?? null]));
}

/** In front of results and of bad rows. */
const isOurs = (title: string): boolean => /^sf__(Line|Id|Error|Created)$/i.test(title);

function index(targets: readonly Target[], namesOf: (target: Target) => readonly string[]): Map<string, Target[]> {
  const byName = new Map<string, Target[]>();
  for (const target of targets) {
    for (const name of new Set(namesOf(target))) byName.set(name, [...(byName.get(name) ?? []), target]);
  }
  return byName;
}

/** Letters and digits alone: `Annual_Revenue__c`, `annual revenue` and `AnnualRevenue` are the same. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/__c\b/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Pairs of a title and a field that are compared letter by letter: this many take half a second. */
const mostCompared = 200_000;

/** Short names are near to many others. */
const shortest = 5;

function nearest(
  title: string,
  candidates: readonly Candidate[],
  free: ReadonlyMap<string, Target>,
): Target | undefined {
  if (plain(title).length < shortest) return undefined;
  const name = closest(title, candidates).find(one => free.has(one));
  return name === undefined ? undefined : free.get(name);
}
