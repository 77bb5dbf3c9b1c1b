import fs from 'node:fs';
import path from 'node:path';
import { npm, ROOT } from './node24.mjs';
import { runTool } from './processes.mjs';
import { localizedManifest } from './translations.mjs';

const OUT = path.join(ROOT, 'out/package');
const MAX_VSIX = 2_000_000; // bytes: whoever adds a heavy dependency shall notice

/** Writes the .vsix of what stands in dist/ and prints the sizes. Returns whether it is small enough. */
export async function packageExtension() {
  fs.rmSync(OUT, { recursive: true, force: true });
  fs.mkdirSync(OUT, { recursive: true });
  const { bytes, cap } = await makeVsix();
  for (const [file, size] of bundleSizes()) console.log(`${kilobytes(size)}  dist/${file}`);
  console.log(`${kilobytes(bytes)}  ${path.relative(ROOT, vsixFile())}`);
  if (bytes > cap) console.error(`The package is larger than${kilobytes(cap)}: see out/meta.json for what is in it.`);
  return bytes <= cap;
}

/** Makes the .vsix of what stands in dist/. @returns {Promise<{ bytes: number, cap: number }>} */
export async function makeVsix() {
  const folder = stagedExtension();
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const { code, output } = await runTool('@vscode/vsce/vsce', ['package', ...options, '--out', vsixFile()], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(output);
  return { bytes: fs.statSync(vsixFile()).size, cap: MAX_VSIX };
}

/** A copy of what is packaged, with the texts of the manifest in a file for each language. @returns {string} its folder */
function stagedExtension() {
  const folder = path.join(OUT, 'extension');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const copied = ['dist', 'media', 'syntaxes', 'l10n', 'LICENSE', 'README.md', 'CHANGELOG.md', '.vscodeignore'];
  for (const name of copied) fs.cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  const { manifest: localized, texts } = localizedManifest();
  const written = { 'package.json': localized, ...texts };
  for (const [name, value] of Object.entries(written))
    fs.writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  return folder;
}

/** Writes the npm package that holds the local org alone. */
export async function packageLocalOrg() {
  const { version, license } = manifest();
  const folder = path.join(OUT, 'local-org');
  fs.mkdirSync(folder);
  const files = { 'dist/localOrg.cjs': 'localOrg.cjs', LICENSE: 'LICENSE', 'docs/local-org.md': 'README.md' };
  for (const [from, to] of Object.entries(files)) fs.copyFileSync(path.join(ROOT, from), path.join(folder, to));
  fs.chmodSync(path.join(folder, 'localOrg.cjs'), 0o755);
  const packageJson = {
    name: 'salesforce-local-org',
    version,
    license,
    description: 'A Salesforce org on this machine, for tests of integration code: OAuth, REST, SOQL, describe.',
    bin: { 'salesforce-local-org': 'localOrg.cjs' },
    engines: { node: '>=24' },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
  await npm(['pack', '--pack-destination', OUT], folder);
  const tarball = path.join(OUT, `${packageJson.name}-${version}.tgz`);
  console.log(`${kilobytes(fs.statSync(tarball).size)}  ${path.relative(ROOT, tarball)}`);
  return true;
}

/** @returns {[file: string, bytes: number][]} what is in dist/, largest first */
export function bundleSizes() {
  const dist = path.join(ROOT, 'dist');
  const files = fs.readdirSync(dist).filter(file => !file.endsWith('.map'));
  return files.map(file => [file, fs.statSync(path.join(dist, file)).size]).sort((a, b) => b[1] - a[1]);
}

function vsixFile() {
  const { name, version } = manifest();
  return path.join(OUT, `${name}-${version}.vsix`);
}

function manifest() {
  return JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0).padStart(6)} kB`;
}
