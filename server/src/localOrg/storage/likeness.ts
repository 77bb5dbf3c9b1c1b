/** From 0 to 1: how little must be inserted, left out and replaced to make one text of the other. */
export function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer;
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(replaced, above[column]! + 1, line[column - 1]! + 1));
    }
    above = line;
  }
  return above[b.length]!;
}

/** Whether one is the first letters of the words of the other: `amd` of `advanced micro devices`. */
export function isAcronym(a: string, b: string): boolean {
  return a === initials(b) || b === initials(a);
}

/** What a text has in common with its acronyms. */
export function acronymOf(text: string): string {
  return initials(text) || text;
}

/** Empty for a single word. */
function initials(text: string): string {
  const words = text.split(' ').filter(word => !['and', 'for', 'of', 'the'].includes(word));
  return words.length > 1 ? words.map(word => word.charAt(0)).join('') : '';
}
