import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SalesforceError } from '../../salesforce/errors.ts';

/** A result below this many bytes stays in memory. */
const memoryBytes = 8 * 1024 * 1024;

/** The bytes of the pages of one result, one after the other: in memory, and past a size in a file of their own. */
export class PageBytes {
  readonly #path: string;
  readonly #memoryBytes: number;
  /** The pages while they are in memory; empty once there is a file. */
  #kept: Buffer[] = [];
  /** Where each page begins. */
  readonly #starts: number[] = [];
  #size = 0;
  #file: number | undefined;
  /** What was read last; used again, as reading into new buffers costs more memory than all the rest. */
  #read = Buffer.alloc(0);

  /** @param path of the file, which is made when it is needed and removed by `close` */
  constructor(path: string, limit = memoryBytes) {
    this.#path = path;
    this.#memoryBytes = limit;
  }

  /** Throws STORE_FAILED where the disk does not take them; the pages before are still there. */
  append(bytes: Buffer): void {
    if (this.#file !== undefined) this.#write(this.#file, bytes, this.#size);
    else if (this.#size + bytes.length <= this.#memoryBytes) this.#kept.push(bytes);
    else this.#moveToFile(bytes);
    this.#starts.push(this.#size);
    this.#size += bytes.length;
  }

  /** Bytes `from` to `to` (half-open) of a page. Valid until the next call. */
  read(page: number, from: number, to: number): Buffer {
    if (this.#file === undefined) return this.#kept[page]!.subarray(from, to);
    if (this.#read.length < to - from) this.#read = Buffer.allocUnsafeSlow(to - from);
    const bytes = this.#read.subarray(0, to - from);
    let done = 0;
    while (done < bytes.length) {
      const position = this.#starts[page]! + from + done;
      const read = this.#onDisk(() => readSync(this.#file!, bytes, done, bytes.length - done, position));
      if (read === 0) throw storeFailed('The file of the rows is shorter than it was.');
      done += read;
    }
    return bytes;
  }

  close(): void {
    this.#kept = [];
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }

  #moveToFile(more: Buffer): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const file = this.#onDisk(() => openSync(this.#path, 'w+', 0o600));
    try {
      let position = 0;
      for (const bytes of [...this.#kept, more]) {
        this.#write(file, bytes, position);
        position += bytes.length;
      }
    } catch (error) {
      closeSync(file);
      rmSync(this.#path, { force: true });
      throw error;
    }
    this.#file = file;
    this.#kept = [];
  }

  #write(file: number, bytes: Buffer, position: number): void {
    let done = 0;
    while (done < bytes.length) {
      done += this.#onDisk(() => writeSync(file, bytes, done, bytes.length - done, position + done));
    }
  }

  #onDisk<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw storeFailed(error instanceof Error ? error.message : String(error), error);
    }
  }
}

const storeFailed = (message: string, cause?: unknown) =>
  new SalesforceError({ code: 'STORE_FAILED', message }, { cause });
