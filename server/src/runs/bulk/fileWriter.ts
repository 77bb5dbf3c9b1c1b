import { type FileHandle, open } from 'node:fs/promises';

const pieceBytes = 1 << 20;

/** Writes a file from its beginning; while a megabyte is on its way to the disk, the next one is gathered. */
export class FileWriter implements AsyncDisposable {
  readonly #handle: FileHandle;
  #piece = Buffer.allocUnsafeSlow(pieceBytes);
  #other = Buffer.allocUnsafeSlow(pieceBytes);
  #length = 0;
  #writing: Promise<void> = Promise.resolve();

  /** Throws what opening the file throws. */
  static async create(file: string): Promise<FileWriter> {
    return new FileWriter(await open(file, 'w'));
  }

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Resolves when it takes more. Throws what writing the bytes before them threw. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const copied = Math.min(bytes.length - at, pieceBytes - this.#length);
      this.#piece.set(bytes.subarray(at, at + copied), this.#length);
      at += copied;
      this.#length += copied;
      if (this.#length === pieceBytes) await this.#next();
    }
  }

  /** Resolves when everything is with the system. */
  async end(): Promise<void> {
    await this.#next();
    await this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#handle.close();
  }

  async #next(): Promise<void> {
    await this.#writing;
    this.#writing = this.#write(this.#piece.subarray(0, this.#length));
    this.#writing.catch(() => undefined);
    [this.#piece, this.#other] = [this.#other, this.#piece];
    this.#length = 0;
  }

  async #write(piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length; ) at += (await this.#handle.write(piece, at)).bytesWritten;
  }
}
