// The files of the benchmark, and the org that they are loaded to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const titles = Array.from({ length: 20 }, (_, column) => `Field_${column}__c`);

/** Writes rows of 20 columns, 171 bytes each, behind columns in front; answers the bytes. */
export function writeRows(file: string, rows: number, front = { titles: '', cells: '' }): number {
  const out = openSync(file, 'w');
  let text = `${front.titles}${titles.join(',')}\n`;
  for (let row = 0; row < rows; row++) {
    text += `${front.cells}${titles.map((_, column) => cellOf(row, column)).join(',')}\n`;
    if (text.length < 1 << 20 && row < rows - 1) continue;
    writeSync(out, text);
    text = '';
  }
  closeSync(out);
  return statSync(file).size;
}

function cellOf(row: number, column: number): string {
  if (column === 3) return `"Street ${row}, no ""${column}"""`;
  return column % 5 === 0 ? `${row * column}.5` : `v${row % 1000}x${column}`;
}

/** See instantOrg.ts. */
export async function startInstantOrg(
  ...args: readonly string[]
): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = spawn(process.execPath, [path.join(import.meta.dirname, 'instantOrg.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return { origin: `http://127.0.0.1:${port}`, stop: () => void server.kill() };
}
