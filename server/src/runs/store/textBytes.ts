const chunkBits = 20;
const chunkBytes = 1 << chunkBits;
/** What a text may take at most. */
const textBytes = 1 << 12;

/**
 * Many short texts as bytes, in the order of their characters: a million strings take three times the memory. A text is
 * its number of bytes in two, and its UTF-8.
 */
export class TextBytes {
  readonly #chunks: Buffer[] = [];
  #used = chunkBytes;

  /** Keeps a text of at most a thousand characters, and answers its place. */
  push(text: string): number {
    if (this.#used + textBytes > chunkBytes) {
      this.#chunks.push(Buffer.allocUnsafeSlow(chunkBytes));
      this.#used = 0;
    }
    const chunk = this.#chunks.at(-1)!;
    const place = (this.#chunks.length - 1) * chunkBytes + this.#used;
    const length = chunk.write(text, this.#used + 2, 'utf8');
    chunk.writeUInt16LE(length, this.#used);
    this.#used += 2 + length;
    return place;
  }

  /** Compares the texts in two places, by their code points. */
  compare(a: number, b: number): number {
    const left = this.#chunks[a >> chunkBits]!;
    const right = this.#chunks[b >> chunkBits]!;
    const leftStart = a & (chunkBytes - 1);
    const rightStart = b & (chunkBytes - 1);
    const leftLength = left[leftStart]! | (left[leftStart + 1]! << 8);
    const rightLength = right[rightStart]! | (right[rightStart + 1]! << 8);
    const common = Math.min(leftLength, rightLength) + 2;
    for (let at = 2; at < common; at++) {
      const difference = left[leftStart + at]! - right[rightStart + at]!;
      if (difference !== 0) return difference;
    }
    return leftLength - rightLength;
  }
}
