/** A name that could have been meant, and the label that people may know it by. */
export interface Candidate {
  readonly name: string;
  readonly label?: string;
}

const maxSuggestions = 3;

/** The candidates whose name or label is within a few typing errors of what was written, the closest first. */
export function closest(written: string, candidates: readonly Candidate[]): string[] {
  const wanted = bare(written);
  const limit = allowedErrors(wanted);
  const scored: { name: string; distance: number }[] = [];
  for (const [index, { name, label }] of bareNames(candidates).entries()) {
    const byName = editDistance(wanted, name, limit);
    const byLabel = label === undefined ? limit + 1 : editDistance(wanted, label, limit);
    const distance = Math.min(byName, byLabel + 0.5);
    if (distance <= limit) scored.push({ name: candidates[index]!.name, distance });
  }
  return scored
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, maxSuggestions)
    .map(s => s.name);
}

function allowedErrors({ length }: string): number {
  return length <= 3 ? 1 : length <= 6 ? 2 : 3;
}

/** A misspelt name is looked for with every keystroke until it is right: the names of an object are made ready once. */
const ready = new WeakMap<readonly Candidate[], readonly Candidate[]>();

function bareNames(candidates: readonly Candidate[]): readonly Candidate[] {
  const made = ready.get(candidates) ?? candidates.map(bareCandidate);
  ready.set(candidates, made);
  return made;
}

function bareCandidate({ name, label }: Candidate): Candidate {
  return label === undefined ? { name: bare(name) } : { name: bare(name), label: bare(label) };
}

/** Case, spaces, underscores, namespaces and the endings of custom names do not count. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[a-z]\w*?__(?=\w+?__\w+$)/, '')
    .replace(/__[cr]$/, '')
    .replace(/[\s_]/g, '');
}

/**
 * Insertions, deletions, replacements and swaps of neighbors between two words; limit + 1 when there are more. Places
 * that are further apart than the limit are not looked at.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const far = limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => Math.min(i, far));
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(far);
    row[0] = Math.min(i, far);
    let least = row[0];
    const end = Math.min(b.length, i + limit);
    for (let j = Math.max(1, i - limit); j <= end; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row[j] = Math.min(best, far);
      least = Math.min(least, best);
    }
    if (least > limit) return far;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
