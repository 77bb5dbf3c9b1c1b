/** Bytes that are written one after the other, into memory that is used again. */
export class GrowingBytes {
  #bytes = Buffer.allocUnsafeSlow(1 << 17);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is written so far. Valid until more is. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  copy(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    const bytes = this.#bytes;
    let to = this.#length;
    // Most pieces are short, for which a call to copy them takes longer than they do.
    if (end - start > 40) to += from.copy(bytes, to, start, end);
    else for (let at = start; at < end; at++) bytes[to++] = from[at]!;
    this.#length = to;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    this.#bytes.copy(bytes, 0, 0, this.#length);
    this.#bytes = bytes;
  }
}
