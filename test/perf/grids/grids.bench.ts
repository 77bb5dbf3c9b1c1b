// npm run bench -- grids: the grid libraries of docs/results-grid.md, side by side in one Chromium under a strict
// Content-Security-Policy. A million rows (Tabulator: a tenth of them), fifty columns, windows after 20 ms.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import zlib from 'node:zlib';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { installPackages } from '../../../scripts/node24.mjs';
import { launchBrowser } from '../../host/browser.ts';

const HERE = import.meta.dirname;
const OUT = path.join(import.meta.dirname, '../../../out/grids');
const GRIDS = ['slickgrid', 'revogrid', 'ag-grid', 'tabulator'];
const ROUNDS = 3;
const FRAMES = 120;

interface Figures {
  readonly minified: number;
  readonly gzip: number;
  readonly firstRows: number;
  readonly perFrame: number;
  readonly lastRow: boolean;
  readonly heap: number;
  readonly violations: number;
}

await installPackages(HERE, { title: 'Installing the grids from npm' });
await build({
  entryPoints: GRIDS.map(grid => path.join(HERE, 'pages', `${grid}.js`)),
  bundle: true,
  minify: true,
  format: 'iife',
  outdir: OUT,
});
const server = http.createServer(serve).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await launchBrowser();
try {
  const figures = new Map(GRIDS.map(grid => [grid, [] as Figures[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const grid of GRIDS) figures.get(grid)!.push(await measure(browser, grid));
  }
  console.log('grid        kB   gzip  first rows  per frame  last row  heap MB  CSP violations   (medians)');
  for (const [grid, all] of figures) console.log(row(grid, all));
} finally {
  await browser.close();
  server.close();
}

function serve(request: http.IncomingMessage, response: http.ServerResponse): void {
  const name = (request.url ?? '').slice(1);
  const file = path.join(OUT, name);
  if (/^[a-z-]+\.(js|css)$/.test(name) && fs.existsSync(file)) {
    response
      .setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/css')
      .end(fs.readFileSync(file));
    return;
  }
  if (!GRIDS.includes(name)) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', 'text/html');
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; script-src 'nonce-n'; style-src 'self' 'nonce-n'; font-src data:; img-src data:",
  );
  response.end(`<!doctype html><meta name="csp-nonce" content="n"><link rel="stylesheet" href="/${name}.css">
<style nonce="n">html, body { margin: 0 } #grid, revo-grid { display: block; width: 1000px; height: 600px }</style>
<div id="grid"></div>
<script nonce="n">window.violations = 0; document.addEventListener('securitypolicyviolation', () => window.violations++);</script>
<script nonce="n" src="/${name}.js"></script>`);
}

async function measure(browser: Browser, grid: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1040, height: 640 } });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const metrics = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await devtools.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  const busy = (all: Record<string, number>): number =>
    (all.ScriptDuration ?? 0) + (all.LayoutDuration ?? 0) + (all.RecalcStyleDuration ?? 0);
  const start = performance.now();
  await page.goto(`${origin}/${grid}`);
  await page.getByText('r0 c0', { exact: true }).first().waitFor();
  const firstRows = performance.now() - start;
  const before = busy(await metrics());
  await page.evaluate(`(async () => {
    const element = window.scroller();
    for (let frame = 0; frame < ${FRAMES}; frame++) {
      element.scrollTop += 400;
      await new Promise(requestAnimationFrame);
    }
  })()`);
  const perFrame = ((busy(await metrics()) - before) * 1000) / FRAMES;
  await page.evaluate('window.showRow(999_990)');
  const last = page.getByText(/^r9999\d\d c0$/).first();
  const lastRow = await last.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );
  const heap = ((await metrics()).JSHeapUsedSize ?? 0) / 1e6;
  const violations = (await page.evaluate('window.violations')) as number;
  await page.close();
  const code = fs.readFileSync(path.join(OUT, `${grid}.js`));
  return {
    minified: code.length / 1e3,
    gzip: zlib.gzipSync(code).length / 1e3,
    firstRows,
    perFrame,
    lastRow,
    heap,
    violations,
  };
}

function row(grid: string, all: readonly Figures[]): string {
  const median = (key: 'minified' | 'gzip' | 'firstRows' | 'perFrame' | 'heap' | 'violations'): number =>
    all.map(figures => figures[key]).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  return [
    grid.padEnd(10),
    median('minified').toFixed(0).padStart(4),
    median('gzip').toFixed(0).padStart(6),
    `${median('firstRows').toFixed(0)} ms`.padStart(11),
    `${median('perFrame').toFixed(1)} ms`.padStart(10),
    (all.every(figures => figures.lastRow) ? 'yes' : 'no').padStart(9),
    median('heap').toFixed(0).padStart(8),
    String(median('violations')).padStart(15),
  ].join(' ');
}
