import { scanModule } from './bracketsModule.ts';

/**
 * The places of the brackets and braces of JSON that open and close its three outer levels: of a page those are the page
 * itself, its values and its rows. Undefined where not all that opens is closed. Brackets are not told from braces. Found
 * in WebAssembly, for the sake of vector instructions: a loop over bytes takes as long as JSON.parse.
 */
export function outerBrackets(json: Buffer): Uint32Array | undefined {
  scanner ??= makeScanner();
  const { exports, text, found } = scanner;
  exports.restart();
  const places: Uint32Array[] = [];
  for (let at = 0; at < json.length; at += pieceBytes) {
    const piece = json.subarray(at, at + pieceBytes);
    text.set(piece);
    const count = (exports.outer(0, piece.length, at, foundAt) - foundAt) / 4;
    places.push(found.slice(0, count));
  }
  return exports.depth.value === 0 ? joined(places) : undefined;
}

/** Looked at at once. */
const pieceBytes = 65_536;
/** Behind the text, and what a whole block at its end covers. */
const foundAt = pieceBytes + 64;
const memoryPageBytes = 65_536;

interface Exports {
  readonly depth: { readonly value: number };
  restart(): void;
  outer(at: number, end: number, before: number, out: number): number;
}

interface Scanner {
  readonly exports: Exports;
  readonly text: Uint8Array;
  readonly found: Uint32Array;
}

/** One for the thread: nothing waits while it is in use. */
let scanner: Scanner | undefined;

function makeScanner(): Scanner {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((foundAt + 4 * pieceBytes) / memoryPageBytes) });
  const module = new WebAssembly.Module(Buffer.from(scanModule, 'base64'));
  return {
    exports: new WebAssembly.Instance(module, { scan: { memory } }).exports as Exports,
    text: new Uint8Array(memory.buffer, 0, pieceBytes),
    found: new Uint32Array(memory.buffer, foundAt, pieceBytes),
  };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
