import type { CsvFormat } from '../csv.ts';

const lineFeed = 10;
const carriageReturn = 13;

/** Whether the first line of the data ends as the job says. Data of one line may end in any way. */
export function lineEndingIs(expected: CsvFormat['lineEnding'], pieces: Iterable<Uint8Array>): boolean {
  let previous = 0;
  for (const piece of pieces) {
    const place = piece.indexOf(lineFeed);
    if (place >= 0) {
      const before = place > 0 ? piece[place - 1] : previous;
      return (before === carriageReturn) === (expected === 'CRLF');
    }
    previous = piece.at(-1) ?? previous;
  }
  return true;
}
