// Which fields fit what is typed, and in what order. Pure.

export interface Named {
  readonly name: string;
  readonly label: string;
}

/** Those whose name or label has every word of the text: the ones that begin with it first, then as they came. */
export function matching<Item extends Named>(items: readonly Item[], text: string): readonly Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const whole = words.join(' ');
  const ranked = items.flatMap(item => {
    const name = item.name.toLowerCase();
    const label = item.label.toLowerCase();
    if (!words.every(word => name.includes(word) || label.includes(word))) return [];
    const rank = name === whole ? 0 : name.startsWith(whole) ? 1 : label.startsWith(whole) ? 2 : 3;
    return [{ item, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
