import type { SaveResult } from '../../salesforce/composite/collections.ts';

type Refused = Pick<SaveResult, 'success' | 'errors'>;

/**
 * Puts in place of each result that a duplicate rule refused what the org says when it is asked again about that record
 * alone: whether the rule only alerts. Where that cannot be asked, the results stay as they are.
 */
export async function askAboutDuplicates<Update, Result extends Refused>(
  results: readonly Result[],
  updates: readonly Update[],
  ask: (some: readonly Update[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const places = [...results.keys()].filter(place => isDuplicate(results[place]!));
  if (places.length === 0) return results;
  const told = await ask(places.map(place => updates[place]!)).catch(() => []);
  const byPlace = new Map(places.map((place, index) => [place, told[index]]));
  return results.map((result, place) => byPlace.get(place) ?? result);
}

const isDuplicate = ({ success, errors }: Refused): boolean =>
  !success && errors.some(({ statusCode }) => statusCode === 'DUPLICATES_DETECTED');
