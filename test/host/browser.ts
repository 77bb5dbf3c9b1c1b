import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { ensureHost, HOST_MODULES } from './install.ts';

interface Executable {
  executablePath: string;
  env: Record<string, string>;
}

const PACKED = path.join(HOST_MODULES, '@sparticuz/chromium');
const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** A headless Chromium that reaches nothing but this machine. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  await ensureHost();
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
      ...more,
    ],
  });
}

/** CHROME_PATH; else the one from npm (x64 only), which is the same on every machine; else an installed one. */
async function findChromium(): Promise<Executable> {
  if (process.env.CHROME_PATH) return { executablePath: process.env.CHROME_PATH, env: {} };
  if (process.arch === 'x64' && fs.existsSync(PACKED)) return unpackedChromium();
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = INSTALLED.map(name => path.join(folder, name)).find(file => fs.existsSync(file));
    if (file !== undefined) return { executablePath: file, env: {} };
  }
  throw new Error('No Chromium found. Install one (apt-get install chromium), or set CHROME_PATH.');
}

async function unpackedChromium(): Promise<Executable> {
  const dir = path.join(HOST_MODULES, '.chromium');
  if (!fs.existsSync(dir)) await unpackChromium(dir);
  // The packed fonts.conf names a folder that does not exist; without any font this Chromium aborts at the first
  // focused text box.
  const fonts = path.join(dir, 'fonts');
  fs.writeFileSync(
    path.join(fonts, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${fonts}-cache</cachedir>
</fontconfig>\n`,
  );
  const libraries = [process.env.LD_LIBRARY_PATH, path.join(dir, 'al2023/lib')].filter(Boolean).join(':');
  return { executablePath: path.join(dir, 'chromium'), env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts } };
}

/** Unpacks beside `dir` and moves it there at the end, so that `dir` is whole or absent. */
async function unpackChromium(dir: string): Promise<void> {
  const partial = fs.mkdtempSync(`${dir}-`);
  const { inflate } = await import(pathToFileURL(path.join(PACKED, 'build/index.js')).href);
  const saved = process.env.TMPDIR;
  process.env.TMPDIR = partial; // where the package unpacks
  try {
    for (const part of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await inflate(path.join(PACKED, 'bin', part));
    }
  } finally {
    if (saved === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = saved;
  }
  try {
    fs.renameSync(partial, dir);
  } catch (error) {
    fs.rmSync(partial, { recursive: true });
    if (!fs.existsSync(dir)) throw error; // else another process was faster
  }
}
