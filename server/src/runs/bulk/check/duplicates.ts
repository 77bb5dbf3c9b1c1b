/** Keys that are remembered: more would take more memory than a check may have. */
const most = 2_000_000;

/** Finds keys that came before, by hashes of 64 bits: 32 MB for two million keys. */
export class Duplicates {
  #slots = new Uint32Array(2 * 2 ** 12);
  #size = 0;

  /** Whether some keys were not compared, because there are too many. */
  get gaveUp(): boolean {
    return this.#size >= most;
  }

  /** Remembers a key, and tells whether it came before. */
  seen(bytes: Buffer, start: number, end: number): boolean {
    let high = 0x811c9dc5;
    let low = 0x1b873593;
    for (let at = start; at < end; at++) {
      const code = bytes[at]!;
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low + code, 0x85ebca6b) ^ (low >>> 13);
    }
    // 0, 0 is a free slot.
    return this.#add(Math.imul(high ^ (high >>> 15), 0x2c1b3c6d) >>> 0, low >>> 0 || 1);
  }

  #add(high: number, low: number): boolean {
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    let slot = high & mask;
    for (; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      if (slots[2 * slot] === high && slots[2 * slot + 1] === low) return true;
    }
    if (this.gaveUp) return false;
    slots[2 * slot] = high;
    slots[2 * slot + 1] = low;
    this.#size++;
    if (this.#size * 4 > slots.length) this.#grow();
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 2) if (old[at + 1] !== 0) this.#add(old[at]!, old[at + 1]!);
  }
}
