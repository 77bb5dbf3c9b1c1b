import { stat } from 'node:fs/promises';
import { SalesforceError } from '../../../salesforce/errors.ts';
import type { FileStamp, LoadState } from './state.ts';

export async function stampOf(file: string): Promise<FileStamp> {
  const { size, mtimeMs } = await stat(file);
  return { size, modifiedMs: mtimeMs };
}

/** Throws FILE_GONE or FILE_CHANGED where the file is not the one that the load began with. */
export async function requireSame({ file, stamp }: Pick<LoadState, 'file' | 'stamp'>): Promise<void> {
  const now = await stampOf(file).catch((cause: unknown) => {
    throw new SalesforceError({ code: 'FILE_GONE', message: file }, { cause });
  });
  if (now.size === stamp.size && now.modifiedMs === stamp.modifiedMs) return;
  throw new SalesforceError({ code: 'FILE_CHANGED', message: file });
}

/** Whether the file is still the one that the load began with. */
export const isSame = (load: Pick<LoadState, 'file' | 'stamp'>): Promise<boolean> =>
  requireSame(load).then(
    () => true,
    () => false,
  );
