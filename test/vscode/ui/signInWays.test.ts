import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

const ACCOUNT = 'admin@local.example (Salesforce)';

/** What a person does in a window to sign in without a browser, at a local org that is not this window's own. */
describe('Sign-in without a browser', () => {
  const folder = tempDir();
  const keyFile = path.join(folder, 'private.pem');
  const workbench = useWorkbench({
    env: {
      PATH: `${folder}${path.delimiter}${process.env.PATH}`,
      // Else VS Code takes the path of a login shell.
      VSCODE_CLI: '1',
      SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(folder, 'org'),
    },
  });
  let org: LocalOrg;

  before(async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    fs.writeFileSync(keyFile, privateKey, { mode: 0o600 });
    const publicFile = path.join(temporaryFolder(), 'public.pem');
    fs.writeFileSync(publicFile, publicKey);
    org = await startLocalOrg({ args: ['--jwt-key', publicFile] });
    const cli = path.join(workbench().home, '.sfdx');
    fs.mkdirSync(cli);
    const { username, origin } = org;
    const file = JSON.stringify({ username, instanceUrl: origin, loginUrl: origin });
    fs.writeFileSync(path.join(cli, `${username}.json`), file);
    await workbench().openContainer('Salesforce');
  });
  after(() => org.stop());

  /** Puts a script in the place of the Salesforce CLI. */
  const sf = (script: string) => fs.writeFileSync(path.join(folder, 'sf'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  async function connect(way: string): Promise<void> {
    const { command, quickPick } = workbench();
    await command('Salesforce: Connect an org…');
    await quickPick(way);
  }

  async function signOutByAccountsMenu(): Promise<void> {
    const { page, dialog, statusBar } = workbench();
    await page.getByRole('button', { name: 'Accounts' }).first().click();
    await page.getByRole('menuitem', { name: ACCOUNT }).hover();
    await page.getByRole('menuitem', { name: 'Sign Out' }).hover();
    await page.keyboard.press('Enter');
    await dialog('Sign Out');
    await statusBar('Local Org').waitFor({ state: 'hidden' });
  }

  it('ends the Salesforce CLI when that is cancelled', async () => {
    const pidFile = path.join(folder, 'sf.pid');
    sf(`echo $$ > ${pidFile}.new && mv ${pidFile}.new ${pidFile}\nexec sleep 300`);
    await connect('Salesforce CLI');
    const { quickPick, notification, page } = workbench();
    await quickPick('admin@local.example');
    await until(() => fs.existsSync(pidFile));
    await notification('Asking the Salesforce CLI', 'Cancel');
    const pid = Number(fs.readFileSync(pidFile, 'utf8'));
    await until(() => !isRunning(pid));
    await page.locator('.notification-toast').waitFor({ state: 'hidden' });
  });

  it('takes over an org of the Salesforce CLI', async () => {
    const reply = JSON.stringify({ status: 0, result: { accessToken: org.accessToken, username: org.username } });
    sf(`cat <<'END'\n${reply}\nEND`);
    await connect('Salesforce CLI');
    const { quickPick, statusBar, treeItem } = workbench();
    await quickPick('admin@local.example');
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await signOutByAccountsMenu();
  });

  it('signs in by JWT with a key file, and out in the Accounts menu', async () => {
    await connect('JWT with a private key');
    const { quickPick, inputBox, page, statusBar, screenshot, treeItem } = workbench();
    await quickPick('My Domain or another host');
    await inputBox(org.origin);
    await page.locator('.quick-input-title', { hasText: 'Consumer key' }).waitFor();
    await inputBox('LocalOrgIntegration');
    await page.locator('.quick-input-title', { hasText: 'Username' }).waitFor();
    await inputBox(org.username);
    await page.locator('.quick-input-title', { hasText: 'Private key' }).waitFor();
    await screenshot('key file');
    await page.locator('.quick-input-widget:visible input').first().fill(keyFile);
    await quickPick('private.pem');
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await signOutByAccountsMenu();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries === 1000) throw new Error('It did not come about.');
    await delay(20);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
