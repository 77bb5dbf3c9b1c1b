import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureHost, HOST_MODULES } from './install.ts';
import { type ProcessGroup, startGroup } from './processGroup.ts';
import { SETTINGS } from './settings.ts';

export interface CodeServer extends ProcessGroup {
  /** `127.0.0.1:port` */
  authority: string;
  logFile: string;
}

export interface CodeServerOptions {
  /** User data, extensions and log. A short path: VS Code puts unix sockets (at most 107 bytes) below it. */
  dataDir: string;
  /** A free one unless given. A browser keeps secrets per origin, so a person's VS Code needs a fixed one. */
  port?: number;
  env?: Record<string, string>;
  /** User settings over those that every host has; written when there are none yet. */
  settings?: Record<string, unknown>;
  /** A folder to install as a link, as an extension that the user has installed. */
  extension?: string;
  /** The display language, as in `de`: `vscode.env.language`. VS Code's own texts stay English. Default: English. */
  language?: string;
  /** Ids of extensions that are installed too, and do nothing: `publisher.name`. */
  otherExtensions?: readonly string[];
  /**
   * Lets the page name an extension and its tests (see workbenchUrl). VS Code then shows neither notification
   * toasts nor modal dialogs, so it is off where a person or a test looks at the screen.
   */
  testHooks?: boolean;
}

const START_LIMIT_MS = 60_000;

/** Starts VS Code as a web server on 127.0.0.1, without authentication. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  await ensureHost();
  const { dataDir } = options;
  fs.mkdirSync(dataDir, { recursive: true });
  const args = prepareUserData(options);
  const port = options.port ?? (await listen(0));
  if (options.port !== undefined) await assertFree(port);
  const authority = `127.0.0.1:${port}`;
  for (let lastTry = false; ; lastTry = true) {
    try {
      return await launch(options, args, authority);
    } catch (error) {
      // Its two processes give each other ten seconds: too few on a busy machine that reads it from the disk first.
      if (lastTry || !String(error).includes('timed out')) throw error;
    }
  }
}

async function launch({ dataDir, testHooks, env }: CodeServerOptions, args: string[], authority: string) {
  const logFile = path.join(dataDir, 'code-server.log');
  const log = fs.openSync(logFile, 'w');
  const group = startGroup(
    process.execPath,
    [
      path.join(HOST_MODULES, 'code-server/out/node/entry.js'),
      ...['--bind-addr', authority, '--auth', 'none', '--config', path.join(dataDir, 'config.yaml')],
      ...args,
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      '--disable-getting-started-override',
      ...(testHooks ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    {
      env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env },
      stdio: ['ignore', log, log],
    },
  );
  fs.closeSync(log);
  try {
    await untilHealthy(authority, group, logFile);
  } catch (error) {
    await group.stop();
    throw error;
  }
  return { ...group, authority, logFile };
}

/**
 * Installs a packaged extension, as `code --install-extension` does.
 * @param dataDir the one of a later startCodeServer
 */
export async function installExtension(dataDir: string, vsix: string): Promise<void> {
  await ensureHost();
  const args = [path.join(HOST_MODULES, 'code-server/out/node/entry.js'), ...prepareUserData({ dataDir })];
  const group = startGroup(process.execPath, [...args, '--install-extension', vsix], { stdio: 'ignore' });
  const code = await group.exited;
  await group.stop();
  if (code !== 0) throw new Error(`code-server could not install ${vsix} (exit code ${code}).`);
}

function prepareUserData({
  dataDir,
  settings,
  extension,
  language,
  otherExtensions = [],
}: CodeServerOptions): string[] {
  const userDir = path.join(dataDir, 'user');
  const extensionsDir = path.join(dataDir, 'extensions');
  fs.mkdirSync(path.join(userDir, 'User'), { recursive: true });
  fs.mkdirSync(extensionsDir, { recursive: true });
  const settingsFile = path.join(userDir, 'User/settings.json');
  if (!fs.existsSync(settingsFile)) {
    fs.writeFileSync(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  }
  if (extension !== undefined) linkExtension(extension, extensionsDir);
  for (const id of otherExtensions) writeExtension(id, extensionsDir);
  const folders = ['--user-data-dir', userDir, '--extensions-dir', extensionsDir];
  return language === undefined ? folders : [...folders, ...displayLanguage(language, userDir)];
}

/** VS Code takes a language only when it knows a pack of its translations, which may be empty. */
function displayLanguage(language: string, userDir: string): string[] {
  const translations = path.join(userDir, 'no-translations.json');
  fs.writeFileSync(translations, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'none.none' }, version: '1.0.0' }];
  const packs = { [language]: { hash: 'none', label: language, extensions, translations: { vscode: translations } } };
  fs.writeFileSync(path.join(userDir, 'languagepacks.json'), JSON.stringify(packs));
  return ['--locale', language];
}

function writeExtension(id: string, extensionsDir: string): void {
  const [publisher, name] = id.split('.');
  const folder = path.join(extensionsDir, `${id}-1.0.0`);
  fs.mkdirSync(folder, { recursive: true });
  const manifest = { publisher, name, version: '1.0.0', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
}

function linkExtension(folder: string, extensionsDir: string): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const id = `${manifest.publisher}.${manifest.name}-`;
  for (const old of fs.readdirSync(extensionsDir).filter(name => name.startsWith(id))) {
    fs.unlinkSync(path.join(extensionsDir, old));
  }
  fs.symlinkSync(folder, path.join(extensionsDir, id + manifest.version), 'dir');
  fs.rmSync(path.join(extensionsDir, 'extensions.json'), { force: true }); // VS Code rebuilds it from the folder
}

async function assertFree(port: number): Promise<void> {
  await listen(port).catch(error => {
    throw new Error(`Port ${port} of this machine is in use: end what uses it, or set PORT to another.`, {
      cause: error,
    });
  });
}

/** Listens on the port (0: a free one), stops at once, and returns it. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function untilHealthy(authority: string, group: ProcessGroup, logFile: string): Promise<void> {
  let exitCode: number | undefined;
  void group.exited.then(code => {
    exitCode = code;
  });
  const end = Date.now() + START_LIMIT_MS;
  while (exitCode === undefined && Date.now() < end) {
    const healthy = await fetch(`http://${authority}/healthz`).then(
      response => response.ok,
      () => false,
    );
    if (healthy) return;
    await delay(50);
  }
  const why = exitCode === undefined ? 'did not answer in time' : `exited with ${exitCode}`;
  throw new Error(`code-server ${why}:\n${fs.readFileSync(logFile, 'utf8')}`);
}
