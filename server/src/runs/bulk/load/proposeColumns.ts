import { closest } from '../../../soql/semantics/suggest.ts';

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
  const proposed = new Map<string, string>();
  const ways: readonly ((title: string) => Target | undefined)[] = [
    title => find(free, ({ path }) => path.toLowerCase() === title.toLowerCase()),
    title => find(free, ({ label }) => label.toLowerCase() === title.toLowerCase()),
    title => find(free, target => plainNames(target).includes(plain(title))),
    title => nearest(title, [...free.values()]),
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

function find(targets: ReadonlyMap<string, Target>, fits: (target: Target) => boolean): Target | undefined {
  for (const target of targets.values()) if (fits(target)) return target;
  return undefined;
}

/** Letters and digits alone: `Annual_Revenue__c`, `annual revenue` and `AnnualRevenue` are the same. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/__c\b/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

const plainNames = ({ path, label }: Target): readonly string[] => [plain(path), plain(label)];

/** Short names are near to many others. */
const shortest = 5;

function nearest(title: string, targets: readonly Target[]): Target | undefined {
  if (plain(title).length < shortest) return undefined;
  const [name] = closest(
    title,
    targets.map(({ path, label }) => ({ name: path, label })),
  );
  return targets.find(({ path }) => path === name);
}
