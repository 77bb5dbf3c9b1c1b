import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { ImportFile } from '../import/importFile.ts';
import type { Imported } from '../import/imports.ts';

/** The files of CSV behind paths of files and folders, each named as its object: `Account.csv`. */
export function importFiles(paths: readonly string[]): readonly ImportFile[] {
  return paths.flatMap(csvFiles).map(file => ({
    name: path.basename(file),
    objectName: path.basename(file, path.extname(file)),
    hash: hashOf(file),
    chunks: () => chunksOf(file),
  }));
}

function csvFiles(given: string): readonly string[] {
  if (!fs.statSync(given).isDirectory()) return [given];
  const names = fs.readdirSync(given).filter(name => /\.csv$/i.test(name));
  return names.sort().map(name => path.join(given, name));
}

function hashOf(file: string): string {
  const hash = createHash('sha256').update(path.basename(file));
  for (const chunk of chunksOf(file)) hash.update(chunk);
  return hash.digest('hex');
}

const chunkSize = 256 * 1024;

function* chunksOf(file: string): Generator<Uint8Array> {
  const handle = fs.openSync(file, 'r');
  try {
    for (;;) {
      const chunk = new Uint8Array(chunkSize);
      const length = fs.readSync(handle, chunk, 0, chunkSize, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(handle);
  }
}

const shownRefusals = 5;

/** What was imported, in words; a line each. */
export function describeImport({ files, cleared, removed }: Imported): readonly string[] {
  return [
    ...files.flatMap(({ file, records, leftOut, refused }) => [
      `${file}: ${records} records imported, ${refused.length} rows refused`,
      ...(leftOut.length > 0 ? [`  left out: ${leftOut.join(', ')}`] : []),
      ...refused.slice(0, shownRefusals).map(({ row, message }) => `  row ${row}: ${message}`),
      ...(refused.length > shownRefusals ? [`  and ${refused.length - shownRefusals} more`] : []),
    ]),
    ...(cleared > 0 ? [`${cleared} references to records that are not there were emptied`] : []),
    ...(removed > 0 ? [`${removed} records were left out, whose required parents are not there`] : []),
  ];
}
