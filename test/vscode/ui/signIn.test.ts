import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../../scripts/node24.mjs';
import { useWorkbench } from '../../harness/workbench.ts';
import { type ProcessGroup, startGroup } from '../../host/processGroup.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Access tokens begin with the org's id. */
const TOKEN = /00D\w{12,15}![.\w]{10}/;

/** Signing in with the browser, at the local org's own page, and what happens when a session or the org is gone. */
describe('Sign-in in the browser', () => {
  const stateDir = path.join(tempDir(), 'org');
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateDir } });
  const portFile = path.join(stateDir, 'local-org.json');
  const org = () =>
    JSON.parse(fs.readFileSync(portFile, 'utf8')) as Record<'origin' | 'adminToken' | 'username' | 'password', string>;

  /** Of the sign-ins so far: what they have of the secret that only the extension knows. */
  const challenges = new Set<string>();

  /** From the palette to the page that the browser opens. */
  async function openSignInPage() {
    const { command, quickPick, inputBox, context, page: window, screenshot } = workbench();
    await command('Salesforce: Connect an org…');
    await window.locator('.quick-input-list', { hasText: 'Browser sign-in' }).waitFor();
    await screenshot('sign-in-flows');
    await quickPick('Browser sign-in');
    await quickPick('My Domain or another host');
    const opened = context.waitForEvent('page');
    await inputBox(`${org().origin}/lightning/page/home`);
    const page = await opened;
    await page.getByLabel('Username').fill(org().username);
    challenges.add(new URL(page.url()).searchParams.get('code_challenge') ?? '');
    await page.getByLabel('Password').fill(org().password);
    return page;
  }

  async function stopOrg(): Promise<void> {
    await workbench().command('Salesforce: Stop the local org');
    await untilPortFile(false);
  }

  /** The org's process writes the file when it is ready, and removes it when it ends. */
  async function untilPortFile(there: boolean): Promise<void> {
    while (fs.existsSync(portFile) !== there) await delay(20);
  }

  let fresh: ProcessGroup | undefined;
  after(() => fresh?.stop());

  before(async () => {
    const { command, openContainer, page, statusBar } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await command('Salesforce: Sign out of an org…');
    await workbench().quickPick('Local Org');
    await statusBar('Local Org').waitFor({ state: 'hidden' });
  });

  it('connects the org once access is allowed, and says so in the browser', async () => {
    const { statusBar, treeItem, screenshot } = workbench();
    const page = await openSignInPage();
    await page.screenshot({ path: 'out/shots/sign-in-page.png' });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await screenshot('signed-in');
  });

  it('is in the Accounts menu', async () => {
    const { page, screenshot } = workbench();
    await page.getByRole('button', { name: 'Accounts' }).first().click();
    await page.getByRole('menuitem', { name: 'admin@local.example (Salesforce)' }).waitFor();
    await screenshot('accounts');
    await page.keyboard.press('Escape');
  });

  it('explains a refusal, here and in the browser, and offers to try again', async () => {
    const { notification, page, screenshot, toast } = workbench();
    const browser = await openSignInPage();
    await browser.getByRole('button', { name: 'Sign in' }).click();
    await browser.getByRole('button', { name: 'Deny' }).click();
    await browser.getByText('You are not signed in').waitFor();
    await browser.close();
    await toast('Access was not allowed');
    await page.locator('.notification-toast', { hasText: 'Waiting for you' }).waitFor({ state: 'hidden' });
    await screenshot('refused');
    await notification('Access was not allowed', 'Connect an org');
    await page.locator('.quick-input-list', { hasText: 'Browser sign-in' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('refreshes an expired token without a word', async () => {
    const { command, treeItem, page } = workbench();
    const headers = { authorization: `Bearer ${org().adminToken}` };
    assert.ok((await fetch(`${org().origin}/local-org/expire-tokens`, { method: 'POST', headers })).ok);
    await command('Salesforce: Refresh schema');
    await treeItem(/^Deal_Registration__c/).waitFor();
    assert.equal(await page.locator('.notification-toast', { hasText: 'signed out' }).count(), 0);
  });

  it('offers to start the local org where it is down, and goes on', async () => {
    const { command, notification, page, screenshot, toast } = workbench();
    await stopOrg();
    await command('Salesforce: Refresh schema');
    await toast('The local org is not running');
    await screenshot('org-down');
    await notification('The local org is not running', 'Start the local org');
    await untilPortFile(true);
    await command('Salesforce: Refresh schema');
    await page.locator('.notification-toast', { hasText: 'local org' }).waitFor({ state: 'hidden' });
  });

  it('asks once to sign in again when the org knows neither token any more', async () => {
    const { command, notification, page, statusBar, screenshot, toast } = workbench();
    const { port } = new URL(org().origin);
    await stopOrg();
    for (const file of fs.readdirSync(stateDir).filter(name => name.startsWith('org.sqlite'))) {
      // The process that ends removes some of them itself.
      fs.rmSync(path.join(stateDir, file), { recursive: true, force: true });
    }
    const script = path.join(ROOT, 'dist/localOrg.cjs');
    fresh = startGroup(process.execPath, [script, '--state-dir', stateDir, '--port', port], { stdio: 'ignore' });
    await untilPortFile(true);
    await command('Salesforce: Refresh schema');
    await toast('is signed out of');
    await screenshot('signed-out');
    assert.equal(await page.locator('.notification-toast', { hasText: 'signed out' }).count(), 1);
    const opened = workbench().context.waitForEvent('page');
    await notification('is signed out of', 'Sign in again');
    const browser = await opened;
    assert.equal(await browser.getByLabel('Username').inputValue(), org().username);
    await browser.getByLabel('Password').fill(org().password);
    await browser.getByRole('button', { name: 'Sign in' }).click();
    await browser.getByRole('button', { name: 'Allow' }).click();
    await browser.getByText('You are signed in').waitFor();
    await browser.close();
    await statusBar('Local Org').waitFor();
  });

  it('is still connected after the window was loaded again', async () => {
    const { openContainer, page, statusBar, treeItem } = workbench();
    await page.reload();
    await openContainer('Salesforce');
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
  });

  /** A PKCE verifier has no shape of its own, but its hash went through the browser. */
  const holdsVerifier = (text: string) =>
    [...text.matchAll(/(?<![\w-])[\w-]{43}(?![\w-])/g)].some(([word]) =>
      challenges.has(createHash('sha256').update(word).digest('base64url')),
    );

  it('leaves no token and no verifier in settings, caches or the log of the local org', () => {
    const { home } = workbench();
    const files = [...filesBelow(path.join(home, 'user')), path.join(stateDir, 'local-org.log')];
    const texts = files.map(file => [file, ifThere(() => fs.readFileSync(file, 'latin1')) ?? ''] as const);
    for (const name of ['settings.json', 'objects.json']) assert.ok(files.some(file => path.basename(file) === name));
    assert.ok(challenges.size > 1);
    assert.deepEqual(
      texts.filter(([, text]) => TOKEN.test(text) || holdsVerifier(text)).map(([file]) => file),
      [],
    );
  });
});

function filesBelow(folder: string): string[] {
  const entries = ifThere(() => fs.readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
}

/** Undefined where a file that a running window had a moment ago is gone. */
function ifThere<Content>(read: () => Content): Content | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
