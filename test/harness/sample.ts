import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';

/** Copies the sample workspace into a folder, unless it is there already, and returns the copy's path. */
export function copySample(into: string): string {
  const workspace = path.join(into, 'workspace');
  if (!fs.existsSync(workspace)) fs.cpSync(path.join(ROOT, 'media/sample'), workspace, { recursive: true });
  return workspace;
}
