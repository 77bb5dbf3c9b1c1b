import fs from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { ROOT } from '../../scripts/node24.mjs';

/**
 * The executable of a desktop VS Code, or nothing where code-server must do.
 * VSCODE_EXECUTABLE names one; VSCODE_HOST=web refuses one. Without a screen there is none.
 * @param installed take the user's own VS Code before one is downloaded
 */
export async function desktopVsCode({ installed = false } = {}): Promise<string | undefined> {
  if (process.env.VSCODE_HOST === 'web') return undefined;
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!hasScreen()) return undefined;
  const own = installed ? installedVsCode() : undefined;
  if (own !== undefined) return own;
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

/** The program behind the `code` command. The command itself would start it as a process that is not ours to end. */
function installedVsCode(): string | undefined {
  const command = onPath(['code', 'code-insiders', 'codium']);
  if (command === undefined) return undefined;
  const bin = path.dirname(fs.realpathSync(command));
  const candidates: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: ['../code', '../code-insiders', '../codium'],
    darwin: ['../../../MacOS/Code', '../../../MacOS/Electron'],
    win32: ['../Code.exe', '../Code - Insiders.exe', '../VSCodium.exe'],
  };
  return candidates[process.platform]?.map(file => path.resolve(bin, file)).find(file => fs.existsSync(file));
}
