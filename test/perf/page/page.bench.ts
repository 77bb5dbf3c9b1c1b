// npm run bench -- page: the page of the results panel in a headless Chromium, with a made-up panel that has a million
// rows of fifty columns. Goals: script, style and layout of a frame under 8 ms for 95 of 100 frames while one scrolls, and
// frames that take at most twice as long as those of an empty scroller of the same height; first rows painted within 150 ms.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { pageMarkup } from '../../../client/src/results/markup.ts';
import { ROOT } from '../../../scripts/node24.mjs';
import { pageWords } from '../../harness/resultsPage.ts';
import { launchBrowser } from '../../host/browser.ts';
import { percentile } from '../percentile.ts';
import { type Frames, traceFrames } from './frames.ts';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const FRAMES = 200;

interface Scroll {
  readonly name: string;
  readonly across: boolean;
  /** Pixels in each frame. */
  readonly step: number;
}

const SCROLLS: readonly Scroll[] = [
  { name: 'slowly, 2 rows a frame', across: false, step: 48 },
  { name: 'by the wheel, 5 rows a frame', across: false, step: 120 },
  { name: 'a page a frame', across: false, step: 600 },
  { name: 'dragged, 1,000 rows a frame', across: false, step: 24_000 },
  { name: 'across, 30 pixels a frame', across: true, step: 30 },
];

const server = http.createServer(serve).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));
const { port } = server.address() as AddressInfo;
/** Of the page; the window around it has another one. */
const origin = `http://127.0.0.1:${port}`;
// Pages of another origin get a process of their own.
const browser = await launchBrowser(['--site-per-process']);
try {
  const firstPaints: number[] = [];
  const scrolled = new Map<Scroll, [Frames, Frames][]>(SCROLLS.map(scroll => [scroll, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const page = await openPage(browser, 'results');
    await page.evaluate(`window.showRows(${ROWS})`);
    const results = page.frame({ url: `${origin}/results` })!;
    firstPaints.push((await results.evaluate('window.firstPaint')) as number);
    const blankPage = await openPage(browser, 'blank');
    const blank = blankPage.frame({ url: `${origin}/blank` })!;
    for (const scroll of SCROLLS)
      scrolled.get(scroll)!.push([await frames(results, scroll), await frames(blank, scroll)]);
    await page.close();
    await blankPage.close();
  }
  console.log(`first rows painted after they exist: ${percentile(firstPaints, 50).toFixed(0)} ms (goal 150)`);
  console.log(
    'script, style and layout per frame, p50 / p95 (goal 8 ms); a frame, p95, beside one of an empty scroller',
  );
  for (const [{ name }, rounds] of scrolled) console.log(row(name, rounds));
} finally {
  await browser.close();
  server.close();
}

function serve(request: http.IncomingMessage, response: http.ServerResponse): void {
  const name = new URL(request.url ?? '', origin).pathname.slice(1);
  const file = path.join(ROOT, 'dist', name);
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };
  if (/^\w+\.\w+$/.test(name) && fs.existsSync(file)) {
    response.setHeader('content-type', types[path.extname(name)] ?? '').end(fs.readFileSync(file));
    return;
  }
  response.setHeader('content-type', 'text/html');
  response.end(name === 'results' ? results() : name === 'blank' ? blank() : around(name.replace('around-', '')));
}

function around(name: string): string {
  const script = fs.readFileSync(path.join(import.meta.dirname, 'fakePanel.js'), 'utf8');
  return `<!doctype html><style>html, body { height: 100%; margin: 0 } iframe { width: 100%; height: 100%; border: 0 }</style>
<iframe src="${origin}/${name}"></iframe><script>${script}</script>`;
}

function results(): string {
  return pageMarkup({
    nonce: 'n',
    source: origin,
    file: name => `${origin}/${name}`,
    language: 'en',
    words: pageWords,
  });
}

/** A scroller of the same height and width, with nothing in it. */
function blank(): string {
  return `<!doctype html><style>html, body { height: 100%; margin: 0; overflow: hidden }
#grid { height: 100%; overflow: auto } #grid div { width: 8000px; height: ${ROWS * 24}px }</style>
<div id="grid"><div></div></div>`;
}

async function openPage(browser: Browser, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.addInitScript({ path: path.join(import.meta.dirname, 'inPage.js') });
  await page.goto(`http://localhost:${port}/around-${name}`);
  return page;
}

function frames(frame: Frame, { across, step }: Scroll): Promise<Frames> {
  return traceFrames(frame.page(), () => frame.evaluate(`window.scrollBySteps(${across}, ${step}, ${FRAMES})`));
}

/** Medians of the rounds. */
function row(name: string, rounds: readonly (readonly [Frames, Frames])[]): string {
  const median = (figure: (grid: Frames, blank: Frames) => number): number =>
    percentile(
      rounds.map(([grid, blank]) => figure(grid, blank)),
      50,
    );
  const work = (percent: number) => median(({ work }) => percentile(work, percent)).toFixed(1);
  const length = median(({ length }) => percentile(length, 95));
  const ratio = median((grid, blank) => percentile(grid.length, 95) / percentile(blank.length, 95));
  return [
    name.padEnd(30),
    `${work(50)} / ${work(95)} ms`.padStart(16),
    `${length.toFixed(1)} ms, ${ratio.toFixed(2)} times (goal 2)`.padStart(32),
  ].join(' ');
}
