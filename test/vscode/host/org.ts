import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';

/** The org's own are random: these are set for the run. */
export const SECRETS = { password: 'password-of-the-test', clientSecret: 'secret-of-the-test' };

export interface RunningOrg {
  readonly origin: string;
  readonly adminToken: string;
  readonly accessToken: string;
  readonly organizationId: string;
  stop(): Promise<void>;
}

/** A local org by the bundle that users have, in memory. */
export async function startOrg(args: readonly string[] = []): Promise<RunningOrg> {
  const { extensionPath } = vscode.extensions.getExtension('integration-workbench.salesforce-integration-workbench')!;
  const script = path.join(extensionPath, 'dist', 'localOrg.cjs');
  const { password: LOCAL_ORG_PASSWORD, clientSecret: LOCAL_ORG_CLIENT_SECRET } = SECRETS;
  const env = { ...process.env, LOCAL_ORG_PASSWORD, LOCAL_ORG_CLIENT_SECRET, ELECTRON_RUN_AS_NODE: '1' };
  const started = spawn(process.execPath, [script, '--memory', '--json', ...args], { env });
  const stop = async () => {
    const ended = once(started, 'exit');
    started.kill();
    await ended;
  };
  for await (const line of createInterface({ input: started.stdout })) {
    return { ...(JSON.parse(line) as Omit<RunningOrg, 'stop'>), stop };
  }
  throw new Error('The local org did not start.');
}
