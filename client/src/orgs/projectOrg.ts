// The org that a Salesforce project names: the CLI's target-org of the folder, or of the user.
// https://developer.salesforce.com/docs/atlas.en-us.sfdx_setup.meta/sfdx_setup/sfdx_setup_config_values.htm
import path from 'node:path';
import { readAliases, readJson } from '../auth/cliFiles.ts';

export interface CliConfig {
  /** Alias or username of the project's org; undefined where no folder is a project, or none names an org. */
  readonly targetOrg: string | undefined;
  /** Usernames by alias. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** @param folders of the workspace; the first project counts @param home the user's home folder */
export async function readCliConfig(folders: readonly string[], home: string): Promise<CliConfig> {
  const [aliases, ...targets] = await Promise.all([
    readAliases(path.join(home, '.sfdx')),
    ...folders.map(folder => targetOf(folder, home)),
  ]);
  return { aliases, targetOrg: targets.find(target => target !== undefined) };
}

type Settings = Readonly<Record<string, unknown>> | undefined;

/** What is not a Salesforce project does not get the CLI's default org. */
async function targetOf(folder: string, home: string): Promise<string | undefined> {
  if (!(await readJson(path.join(folder, 'sfdx-project.json')))) return undefined;
  for (const place of [folder, home]) {
    const current = (await readJson(path.join(place, '.sf', 'config.json'))) as Settings;
    const older = (await readJson(path.join(place, '.sfdx', 'sfdx-config.json'))) as Settings;
    const target = current?.['target-org'] ?? older?.defaultusername;
    if (typeof target === 'string' && target !== '') return target;
  }
  return undefined;
}
