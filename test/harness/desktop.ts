import fs from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { ROOT } from '../../scripts/node24.mjs';

/**
 * The executable of a desktop VS Code, or nothing where code-server must do.
 * VSCODE_EXECUTABLE names one; VSCODE_HOST=web refuses one; else it is downloaded where there is a screen.
 */
export async function desktopVsCode(): Promise<string | undefined> {
  if (process.env.VSCODE_HOST === 'web') return undefined;
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!hasScreen()) return undefined;
  try {
    const cachePath = path.join(ROOT, '.vscode-test');
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath, reporter: new SilentReporter() });
  } catch (error) {
    console.error(`VS Code cannot be downloaded here (${(error as Error).message}): using code-server.`);
    return undefined;
  }
}

export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The first of these commands that is on the PATH. */
export function onPath(names: string[]): string | undefined {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const files = names.flatMap(name => folders.flatMap(folder => endings.map(end => path.join(folder, name + end))));
  return files.find(file => fs.existsSync(file));
}
