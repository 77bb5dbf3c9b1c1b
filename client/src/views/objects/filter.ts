import type { ObjectItem } from '../../../../server/src/protocol/schema.ts';

/**
 * The objects whose name and label together contain every word of the filter, the best match first: a name or label
 * that is the filter, then one that starts with it, then the rest by name.
 */
export function filterObjects(objects: readonly ObjectItem[], filter: string): ObjectItem[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const phrase = words.join(' ');
  return searchable(objects)
    .filter(({ text }) => words.every(word => text.includes(word)))
    .map(({ object, name, label }) => ({ object, rank: Math.min(rankOf(name, phrase), rankOf(label, phrase)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ object }) => object);
}

function rankOf(text: string, phrase: string): number {
  if (text === phrase || text === `${phrase}__c`) return 0;
  return text.startsWith(phrase) ? 1 : 2;
}

interface Searchable {
  readonly object: ObjectItem;
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

/** In lower case and by name, once per list: a filter is applied at every key. */
const prepared = new WeakMap<readonly ObjectItem[], readonly Searchable[]>();

function searchable(objects: readonly ObjectItem[]): readonly Searchable[] {
  const known = prepared.get(objects);
  if (known) return known;
  const made = objects.map(object => {
    const [name, label] = [object.name.toLowerCase(), object.label.toLowerCase()];
    return { object, name, label, text: `${name}\n${label}` };
  });
  made.sort((a, b) => (a.name < b.name ? -1 : 1));
  prepared.set(objects, made);
  return made;
}
