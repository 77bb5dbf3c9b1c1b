/** Longer lists are cut, and the editor asks again as more is typed. */
export const maxItems = 200;
/** Of the names of one kind, when they are too many: they leave room for functions, keywords and relationships. */
const maxNames = 100;

const likely = 20;

/**
 * Finds names by the beginning of any of their words (`reg` finds Deal_Registration__c) without looking at all of them:
 * an org has thousands of objects, and the question comes with every keystroke.
 */
export class NameIndex<T> {
  readonly #ranked: readonly T[];
  readonly #names: readonly string[];
  /** The word starts of the likeliest names, a line each: those are looked at one by one, so that no cut leaves them out. */
  readonly #starts: readonly string[];
  /** Every word start of every name, in order, and the positions of those names. */
  readonly #keys: readonly string[];
  readonly #positions: Uint32Array;
  /** The number of the question that last found a name. */
  readonly #lastFound: Uint32Array;
  #question = 0;

  /** `ranked`: the likeliest first. */
  constructor(ranked: readonly T[], nameOf: (item: T) => string) {
    this.#ranked = ranked;
    this.#names = ranked.map(item => nameOf(item).toLowerCase());
    const starts = ranked.map(item => wordStarts(nameOf(item)));
    this.#starts = starts.slice(0, likely).map(keys => keys.map(key => `\n${key}`).join(''));
    const entries = starts.flatMap((keys, position) => keys.map(key => ({ key, position })));
    entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.position - b.position));
    this.#keys = entries.map(entry => entry.key);
    this.#positions = Uint32Array.from(entries, entry => entry.position);
    this.#lastFound = new Uint32Array(ranked.length);
  }

  /** All items if they are few, else those that `typed` may mean; `isCut` tells that there may be others. */
  find(typed: string): { readonly items: readonly T[]; readonly isCut: boolean } {
    if (this.#ranked.length <= maxItems) return { items: this.#ranked, isCut: false };
    if (typed === '') return { items: this.#ranked.slice(0, maxNames), isCut: true };
    const wanted = typed.toLowerCase();
    const found: number[] = [];
    const line = `\n${wanted}`;
    for (let position = 0; position < this.#starts.length; position++) {
      if (this.#starts[position]!.includes(line)) found.push(position);
    }
    this.#addOthers(wanted, found);
    const positions = found.length > 0 ? found : this.#scattered(wanted);
    return { items: positions.map(position => this.#ranked[position]!), isCut: true };
  }

  /** Adds the names behind the likeliest ones that have a word which begins so, in their order. */
  #addOthers(wanted: string, found: number[]): void {
    const others: number[] = [];
    const [start, end] = [this.#firstFrom(wanted), this.#firstFrom(`${wanted}\uffff`)];
    this.#question++;
    for (let i = start; i < end && found.length + others.length < maxNames; i++) {
      const position = this.#positions[i]!;
      // Two words of a name may begin so.
      if (position < likely || this.#lastFound[position] === this.#question) continue;
      this.#lastFound[position] = this.#question;
      others.push(position);
    }
    found.push(...others.sort((a, b) => a - b));
  }

  #firstFrom(wanted: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#keys[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Names that hold the letters in order, as editors match them. */
  #scattered(wanted: string): number[] {
    const found: number[] = [];
    for (let position = 0; position < this.#names.length && found.length < maxNames; position++) {
      if (holdsInOrder(this.#names[position]!, wanted)) found.push(position);
    }
    return found;
  }
}

/** The name from the start of each of its words on, in lower case. */
function wordStarts(name: string): string[] {
  const lower = name.toLowerCase();
  const starts = [lower];
  for (let i = 1; i < name.length; i++) {
    const afterUnderscore = name[i - 1] === '_' && name[i] !== '_';
    if (afterUnderscore || (isCapital(name, i) && !isCapital(name, i - 1))) starts.push(lower.slice(i));
  }
  return starts;
}

function isCapital(name: string, index: number): boolean {
  const code = name.charCodeAt(index);
  return code >= 65 && code <= 90;
}

export function holdsInOrder(name: string, letters: string): boolean {
  let from = 0;
  for (let i = 0; i < letters.length; i++) {
    from = name.indexOf(letters[i]!, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
