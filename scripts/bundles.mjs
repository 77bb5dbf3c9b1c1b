// What is bundled from what. Everything ends up in dist/; sizes by module in out/meta.json (esbuild's metafile).
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from './node24.mjs';

const DIST = path.join(ROOT, 'dist');
const META = path.join(ROOT, 'out/meta.json');

/** Parts of the client and the server that are imported with `import()` become bundles of their own, found on the way. */
const BUNDLES = [
  { name: 'extension', source: 'client/src/extension.ts', options: client },
  { name: 'resultsPage', source: 'client/src/results/page/main.ts', options: page },
  { name: 'resultsChart', source: 'client/src/results/page/chart/draw.ts', options: page },
  { name: 'diagramPage', source: 'client/src/diagram/page/main.ts', options: page },
  { name: 'mappingPage', source: 'client/src/bulk/page/main.ts', options: page },
  { name: 'server', source: 'server/src/main.ts', options: server },
  { name: 'bulkWorker', source: 'server/src/runs/bulk/bulkWorker.ts', options: server },
  { name: 'runsWorker', source: 'server/src/runs/worker.ts', options: server },
  { name: 'localOrg', source: 'server/src/localOrg/main.ts', options: commandLine },
];

/**
 * Builds all bundles. esbuild prints the errors.
 * @param {{ production?: boolean }} options production: minified, without source maps
 * @returns {Promise<boolean>} whether all could be built
 */
export async function build({ production = false } = {}) {
  const queue = BUNDLES.filter(bundle => fs.existsSync(path.join(ROOT, bundle.source)));
  const outputs = {};
  const inputs = {};
  const onLazyPart = part => {
    if (!queue.some(bundle => bundle.source === part.source)) queue.push(part);
  };
  for (let next = 0; next < queue.length; ) {
    const batch = queue.slice(next);
    next = queue.length;
    try {
      for (const { metafile } of await Promise.all(batch.map(one => bundle(one, production, onLazyPart)))) {
        Object.assign(outputs, metafile.outputs);
        Object.assign(inputs, metafile.inputs);
      }
    } catch (error) {
      if (error.errors === undefined) throw error;
      return false;
    }
  }
  rejectSameNames(queue);
  fs.mkdirSync(path.dirname(META), { recursive: true });
  fs.writeFileSync(META, JSON.stringify({ inputs, outputs }));
  removeAllBut(Object.keys(outputs));
  return true;
}

/** Builds one bundle, as it is in dist/, into another folder. */
export async function buildOne(name, outdir) {
  await bundle({ ...BUNDLES.find(bundle => bundle.name === name), outdir }, false);
}

/**
 * Bundles soql/ for no platform at all: proof that it uses nothing of Node and no package.
 * @returns {Promise<string[]>} what is wrong, one line each
 */
export async function bundleNeutral(root = ROOT) {
  const files = fs.globSync('server/src/soql/**/*.ts', { cwd: root });
  try {
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: files,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'neutral',
      outdir: 'out/neutral',
      logLevel: 'silent',
    });
    const foreign = Object.keys(metafile.inputs).filter(file => !/^server\/src\/(soql|base)\//.test(file));
    return foreign.map(file => `soql/ must not need ${file}`);
  } catch (error) {
    return error.errors.map(({ text, location }) => `${location?.file ?? ''}:${location?.line ?? ''} ${text}`);
  }
}

function bundle({ name, source, options, outdir = 'dist' }, production, onLazyPart) {
  return esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: { [name]: source },
    outdir,
    bundle: true,
    metafile: true,
    minify: production,
    sourcemap: !production,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options(onLazyPart),
  });
}

function node() {
  return {
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    mainFields: ['module', 'main'], // some packages' `main` is UMD, whose requires cannot be bundled
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    logOverride: { 'empty-import-meta': 'error' },
  };
}

function commandLine() {
  return { ...node(), banner: { js: '#!/usr/bin/env node' } };
}

function server(onLazyPart) {
  return { ...node(), plugins: [lazyParts(onLazyPart, server), oneView('vscode-languageserver/node')] };
}

function client(onLazyPart) {
  return {
    ...node(),
    external: ['vscode'],
    supported: { 'dynamic-import': false }, // becomes require(), which VS Code's `vscode` module needs
    plugins: [lazyParts(onLazyPart, client)],
  };
}

function page() {
  return { platform: 'browser', target: 'chrome130', format: 'iife', loader: { '.ttf': 'file' }, assetNames: '[name]' };
}

/** `import('./x/y.ts')` loads dist/y.cjs, or dist/x.cjs where y is `index`. */
function lazyParts(onLazyPart, options) {
  return {
    name: 'lazy-parts',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ kind, path: target, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = path.resolve(resolveDir, target);
        const base = path.basename(file, '.ts');
        const name = base === 'index' ? path.basename(path.dirname(file)) : base;
        onLazyPart({ name, source: path.relative(ROOT, file).replaceAll('\\', '/'), options });
        return { path: `./${name}.cjs`, external: true };
      });
    },
  };
}

/**
 * Lets all files see a package of CommonJS through one module. esbuild would make a view of its own for each of them, and
 * copying the six hundred names of the language server's library a dozen times is a tenth of the server's start.
 */
function oneView(name) {
  return {
    name: 'one-view',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ namespace }) =>
        namespace === 'one-view' ? undefined : { path: name, namespace: 'one-view' },
      );
      onLoad({ filter: /.*/, namespace: 'one-view' }, () => ({
        contents: `export * from '${name}'`,
        resolveDir: ROOT,
      }));
    },
  };
}

function rejectSameNames(bundles) {
  const seen = new Map();
  for (const { name, source } of bundles) {
    if (seen.has(name)) throw new Error(`${source} and ${seen.get(name)} would both become dist/${name}: rename one.`);
    seen.set(name, source);
  }
}

function removeAllBut(outputs) {
  const keep = new Set(outputs.map(file => path.resolve(ROOT, file)));
  for (const file of fs.readdirSync(DIST)) {
    if (!keep.has(path.join(DIST, file))) fs.rmSync(path.join(DIST, file), { recursive: true });
  }
}
