import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { ROOT } from '../../scripts/node24.mjs';
import { launchBrowser } from '../host/browser.ts';
import { type CodeServerOptions, installExtension, startCodeServer } from '../host/codeServer.ts';
import { homeEnv, tempDir } from '../host/tempHome.ts';
import { workbenchUrl } from '../host/workbenchUrl.ts';
import { copySample } from './sample.ts';
import { windowState } from './windowState.ts';

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
  /** Gives the active editor the focus. */
  focusEditor(): Promise<void>;
  /** Closes all editors and saves nothing. */
  closeEditors(): Promise<void>;
  /** Puts the caret of the active editor there; both count from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Presses a key, or does what is given, until what it brings up is there. */
  bringUp(by: string | ((timeout: number) => Promise<void>), shown: Locator): Promise<void>;
  /** Asks for completion at the caret and returns the labels of the visible rows. */
  completionRows(): Promise<string[]>;
  /** Chooses a row of the open quick pick. */
  quickPick(label: string | RegExp, options?: { timeout: number }): Promise<void>;
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
  /** Clicks an item that folds until what is in it is there: a click is lost where the tree is drawn anew. */
  unfold(item: Locator, inside: Locator): Promise<void>;
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

export interface WorkbenchOptions extends Pick<CodeServerOptions, 'env' | 'settings' | 'language' | 'otherExtensions'> {
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
    // Without what moves by itself, a sixth of the processor time is saved.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
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
    if (this.currentTest?.state === 'passed' || this.currentTest?.isPending() || workbench === undefined) return;
    const title = this.currentTest?.fullTitle();
    // What fails here would end the whole file.
    await happens(workbench.screenshot(`failed ${title}`));
    console.log(`The window as '${title}' failed:\n${await windowState(workbench.page).catch(String)}`);
    await workbench.tidy();
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
  const quickRow = (label: string) =>
    quickRows.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first();
  const toastWith = (text: string | RegExp) => page.locator('.notification-toast', { hasText: text }).first();

  /** Tries again what something that comes to the front meanwhile has stopped: it takes the focus, and lists close. */
  async function persists(action: (timeout: number) => Promise<void>): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      if (await happens(action(patience(tries)))) return true;
      await page.keyboard.press('Escape');
    }
    return false;
  }

  async function quickOpen(key: string, text: string, timeout = PATIENCE_MS): Promise<void> {
    await page.bringToFront();
    await page.keyboard.press(key);
    await quickInput.locator('input').first().fill(text, { timeout });
  }

  async function command(title: string): Promise<void> {
    // Other titles may begin with this one.
    const row = quickRow(title);
    const chosen = await persists(async timeout => {
      await quickOpen('F1', `>${title}`, timeout);
      await row.waitFor({ timeout });
      // Longer than the search: a click that is given up may have happened.
      await row.click({ timeout: CLICK_MS });
    });
    if (!chosen) throw new Error(`The command palette does not offer '${title}'.`);
  }

  async function focusEditor(): Promise<void> {
    // In the middle: with the caret in the first line, lenses that come later are out of sight above it.
    const text = page.locator('.editor-group-container.active .editor-instance .view-lines').first();
    const focused = await persists(async timeout => {
      // Where the mouse was left, the hint for what is under it may have come up over the text.
      await page.mouse.move(0, 0);
      await text.click({ timeout });
      // A click that is tried again brings the middle of the text into sight, and takes the lenses above it out.
      await page.mouse.wheel(0, -10_000);
    });
    if (!focused) throw new Error('The active editor does not take a click.');
  }

  async function bringUp(by: string | ((timeout: number) => Promise<void>), shown: Locator): Promise<void> {
    const is = await persists(async timeout => {
      await (typeof by === 'string' ? page.keyboard.press(by) : by(timeout));
      await shown.waitFor({ timeout });
    });
    if (!is) throw new Error(`${by} does not bring up ${shown}.`);
  }

  return {
    command,
    async closeEditors() {
      const tabs = page.locator('.editor-group-container .tab');
      const question = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
      const closed = await persists(async timeout => {
        await command('View: Close All Editors');
        const none = page.locator('.editor-group-container.empty').first();
        await question.or(none).first().waitFor({ timeout });
        if (await question.isVisible()) await question.click();
        await tabs.first().waitFor({ state: 'detached', timeout });
      });
      if (!closed) throw new Error(`These editors stay open: ${await tabs.allInnerTexts()}`);
    },
    async openFile(name) {
      // The search for files keeps its first answer, and gives none before it has seen the folder.
      const opened = await persists(async timeout => {
        await quickOpen('Control+P', name, timeout);
        await quickRow(name).waitFor({ timeout });
        await quickRow(name).click({ timeout: CLICK_MS });
        await page.locator('.editor-group-container.active .tab.active', { hasText: name }).waitFor({ timeout });
      });
      if (!opened) throw new Error(`The file '${name}' does not open.`);
      await focusEditor();
    },
    focusEditor,
    async goTo(line, column) {
      const caret = page.locator('.statusbar-item').getByText(`Ln ${line}, Col ${column}`, { exact: true });
      const there = await persists(async timeout => {
        await quickOpen('Control+G', `:${line}:${column}`, timeout);
        await page.keyboard.press('Enter');
        await quickInput.waitFor({ state: 'hidden', timeout });
        await caret.waitFor({ timeout });
      });
      if (!there) throw new Error(`The caret does not get to line ${line}, column ${column}.`);
    },
    bringUp,
    async completionRows() {
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await bringUp('Control+Space', rows.first());
      return rows.locator('.label-name').allInnerTexts();
    },
    quickPick: (label, options) => quickRows.filter({ hasText: label }).first().click(options),
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
    async unfold(item, inside) {
      const unfolded = await persists(async timeout => {
        if (await inside.isVisible()) return;
        await item.click({ timeout });
        await inside.waitFor({ timeout });
      });
      if (!unfolded) throw new Error(`${item} does not unfold to ${inside}.`);
    },
    treeItem: name => page.getByRole('treeitem', { name }).first(),
    async contextMenu(item, entry) {
      const choice = page.getByRole('menuitem', { name: entry }).first();
      await bringUp(timeout => item.click({ button: 'right', timeout }), choice);
      await choice.hover();
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
