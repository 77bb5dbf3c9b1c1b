import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { ROOT } from '../../scripts/node24.mjs';
import { launchBrowser } from '../host/browser.ts';
import { type CodeServerOptions, installExtension, startCodeServer } from '../host/codeServer.ts';
import { homeEnv, tempDir } from '../host/tempHome.ts';
import { workbenchUrl } from '../host/workbenchUrl.ts';
import { copySample } from './sample.ts';

/** A VS Code window on a copy of the sample workspace, with the extension installed. */
export interface Workbench {
  page: Page;
  /** For pages that VS Code opens: `context.waitForEvent('page')`. */
  context: BrowserContext;
  /** A temporary folder that is home, user data and parent of the workspace. */
  home: string;
  workspace: string;
  /** Runs a command of the palette by its full title, category included. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace in the editor, by its name. */
  openFile(name: string): Promise<void>;
  /** Puts the caret of the active editor there; both count from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Asks for completion at the caret and returns the labels of the visible rows. */
  completionRows(): Promise<string[]>;
  /** Chooses a row of the open quick pick. */
  quickPick(label: string | RegExp): Promise<void>;
  /** Fills the open input box and confirms it. */
  inputBox(text: string): Promise<void>;
  /** Takes what the file dialog suggests, which must be this path. */
  acceptFile(file: string): Promise<void>;
  /** Chooses a button of the open modal dialog. */
  dialog(button: string): Promise<void>;
  /** Waits for a notification that contains the text. */
  toast(text: string | RegExp): Promise<Locator>;
  /** Chooses a button of a notification that contains the text. */
  notification(text: string | RegExp, button: string): Promise<void>;
  /** Shows a view container of the activity bar by its title. */
  openContainer(title: string): Promise<void>;
  treeItem(name: string | RegExp): Locator;
  /** Chooses an entry of an item's context menu. */
  contextMenu(item: Locator, entry: string): Promise<void>;
  statusBar(text: string | RegExp): Locator;
  /** The document inside the visible webview. */
  webviewFrame(): FrameLocator;
  /** Saves out/shots/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Closes what a failed test may have left open, so that the next one does not fail for it. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const SHOTS = path.join(ROOT, 'out/shots');
const PATIENCE_MS = 20_000;
/** For what is tried again: soon at first, and with more patience for a machine that is slow. */
const patience = (tries: number): number => Math.min(500 * 2 ** tries, 8_000);
const TRIES = 7;
const CLICK_MS = 3_000;

export interface WorkbenchOptions extends Pick<CodeServerOptions, 'env' | 'settings' | 'otherExtensions'> {
  /** A packaged extension to install. Default: the project itself, as a link. */
  vsix?: string;
}

/** Starts code-server and a headless browser and waits until the workspace is shown. */
export async function openWorkbench({ vsix, ...options }: WorkbenchOptions = {}): Promise<Workbench> {
  const home = tempDir();
  const workspace = copySample(home);
  const env = { ...homeEnv(home), ...options.env };
  if (vsix !== undefined) await installExtension(home, vsix);
  const [server, browser] = await Promise.all([
    startCodeServer({ dataDir: home, ...(vsix === undefined ? { extension: ROOT } : {}), ...options, env }),
    launchBrowser(),
  ]);
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(workbenchUrl({ authority: server.authority, folder: workspace }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    return { page, context, home, workspace, close, ...actions(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens one workbench for the tests of a `describe` block; a failed test leaves a screenshot under its title. */
export function useWorkbench(options?: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    // A failed test that is tried again has no state yet.
    if (this.currentTest?.state === 'passed' || this.currentTest?.isPending()) return;
    await workbench?.screenshot(`failed ${this.currentTest?.fullTitle()}`);
    await workbench?.tidy();
  });
  after(() => workbench?.close());
  return () => {
    if (workbench === undefined) throw new Error('The workbench is open only while tests run.');
    return workbench;
  };
}

const happens = (action: Promise<void>): Promise<boolean> =>
  action.then(
    () => true,
    () => false,
  );

function actions(page: Page): Omit<Workbench, 'page' | 'context' | 'home' | 'workspace' | 'close'> {
  const quickInput = page.locator('.quick-input-widget:visible');
  const quickRows = quickInput.locator('.monaco-list-row');
  const toastWith = (text: string | RegExp) => page.locator('.notification-toast', { hasText: text }).first();

  async function quickOpen(key: string, text: string, timeout = PATIENCE_MS): Promise<void> {
    await page.bringToFront();
    await page.keyboard.press(key);
    await quickInput.locator('input').first().fill(text, { timeout });
  }

  return {
    async command(title) {
      const row = quickRows.filter({ hasText: title }).first();
      // What comes to the front meanwhile takes the focus, and the list closes.
      for (let tries = 0; tries < TRIES; tries++) {
        const timeout = patience(tries);
        const opened = await happens(quickOpen('F1', `>${title}`, timeout));
        const found = opened && (await happens(row.waitFor({ timeout })));
        // Longer than the search: a click that is given up may have happened.
        if (found && (await happens(row.click({ timeout: CLICK_MS })))) return;
        await page.keyboard.press('Escape');
      }
      throw new Error(`The command palette does not offer '${title}'.`);
    },
    async openFile(name) {
      const row = quickRows.filter({ hasText: name }).first();
      // The search for files keeps its first answer, and gives none before it has seen the folder.
      for (let tries = 0; tries < TRIES; tries++) {
        const timeout = patience(tries);
        const opened = await happens(quickOpen('Control+P', name, timeout));
        if (opened && (await happens(row.waitFor({ timeout })))) break;
        await page.keyboard.press('Escape');
      }
      await row.click();
      await page.getByRole('tab', { name }).first().waitFor();
      await page.locator('.editor-instance .view-lines').first().click();
    },
    async goTo(line, column) {
      await quickOpen('Control+G', `:${line}:${column}`);
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
    },
    async completionRows() {
      await page.keyboard.press('Control+Space');
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.first().waitFor();
      return rows.locator('.label-name').allInnerTexts();
    },
    quickPick: label => quickRows.filter({ hasText: label }).first().click(),
    async inputBox(text) {
      await quickInput.locator('input').first().fill(text);
      await page.keyboard.press('Enter');
    },
    async acceptFile(file) {
      // The dialog writes its suggestion in two steps, and would add the second one to whatever was filled in between.
      await page.waitForFunction(
        `[...document.querySelectorAll('.quick-input-widget input')].some(box => box.value === ${JSON.stringify(file)})`,
      );
      await page.keyboard.press('Enter');
    },
    dialog: button => page.locator('.monaco-dialog-box').getByRole('button', { name: button }).click(),
    async toast(text) {
      await toastWith(text).waitFor();
      return toastWith(text);
    },
    notification: (text, button) => toastWith(text).getByRole('button', { name: button }).click(),
    openContainer: title => page.locator('.activitybar').getByRole('tab', { name: title }).first().click(),
    treeItem: name => page.getByRole('treeitem', { name }).first(),
    async contextMenu(item, entry) {
      await item.click({ button: 'right' });
      await page.getByRole('menuitem', { name: entry }).first().hover();
      // By key: a menu that has just opened lets the release of a mouse button pass.
      await page.keyboard.press('Enter');
    },
    statusBar: text => page.locator('.statusbar-item', { hasText: text }).first(),
    webviewFrame: () => page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame'),
    async tidy() {
      for (let question = 0; question < 3; question++) await page.keyboard.press('Escape');
      // What fails here would end the whole file.
      if (await happens(quickOpen('F1', '>Notifications: Clear All Notifications'))) await page.keyboard.press('Enter');
    },
    async screenshot(name) {
      fs.mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: path.join(SHOTS, `${name.replace(/\W+/g, '-')}.png`), animations: 'disabled' });
    },
  };
}
