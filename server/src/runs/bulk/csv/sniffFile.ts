import { open } from 'node:fs/promises';
import { type Sniffed, sniffBytes, sniffCsv } from './sniff.ts';

/** Throws what reading the file throws. */
export async function sniffFile(file: string): Promise<Sniffed & { readonly size: number }> {
  await using handle = await open(file);
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(sniffBytes, size)), 0, undefined, 0);
  return { ...sniffCsv(buffer.subarray(0, bytesRead)), size };
}
