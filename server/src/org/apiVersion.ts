import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isVersion } from '../salesforce/rest/versions.ts';

const currentForMs = 24 * 60 * 60_000;

/**
 * The API version to use with an org: its newest. It is asked for once and remembered in a file, so that the cached
 * schema can be found without the org; once a day the org is asked again, for the next start.
 */
export async function rememberedVersion(
  file: string,
  now: number,
  ask: () => Promise<string>,
  onFailure: (error: unknown) => void,
): Promise<string> {
  const askAndSave = async () => {
    const version = await ask();
    await save(file, version).catch(onFailure);
    return version;
  };
  const remembered = await read(file);
  if (!remembered) return askAndSave();
  if (now - remembered.askedAt > currentForMs) askAndSave().catch(onFailure);
  return remembered.version;
}

async function read(file: string): Promise<{ version: string; askedAt: number } | undefined> {
  try {
    const version = (await readFile(file, 'utf8')).trim();
    return isVersion(version) ? { version, askedAt: (await stat(file)).mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

async function save(file: string, version: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${version}\n`);
}
