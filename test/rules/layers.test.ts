import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleNeutral } from '../../scripts/bundles.mjs';
import { type Layer, PACKAGES, readLayers } from '../../scripts/layers.mjs';
import { ROOT } from '../../scripts/node24.mjs';

/** A file, and whether the rules must refuse it. */
interface Case {
  title: string;
  file: string;
  text: string;
  refusedBy?: string;
}

const layers = readLayers();
const serverLayers = layers.filter(layer => layer.folder.startsWith('server/'));
const restricted = 'lint/style/noRestrictedImports';

const cases: Case[] = [
  ...layers.flatMap(from => serverLayers.filter(to => to !== from).map(to => layerCase(from, to))),
  ...serverLayers.map(from => importCase(from, 'client', up(from, 'client/src/extension.ts'), true)),
  ...layers.flatMap(packageCases),
  ...layers.flatMap(layer => ['node:fs', 'node:fs/promises'].map(name => importCase(layer, name, name, layer.pure))),
  ...[
    'export * from "../lsp/x.ts"',
    'import type { X } from "../lsp/x.ts"; export type Y = X',
    'await import("../lsp/x.ts")',
  ].map((text, index) => ({
    title: `org: ${text}`,
    file: `server/src/org/form${index}.ts`,
    text,
    refusedBy: restricted,
  })),
  {
    title: 'an import cycle',
    file: 'server/src/base/one.ts',
    text: cycleOf('two'),
    refusedBy: 'lint/suspicious/noImportCycles',
  },
  {
    title: 'its other half',
    file: 'server/src/base/two.ts',
    text: cycleOf('one'),
    refusedBy: 'lint/suspicious/noImportCycles',
  },
];

describe('the layer rules', () => {
  let refusals: Set<string>;
  let scratch: string;
  before(function () {
    // One start of the linter for all cases, beside everything else that a check runs.
    this.timeout(60_000);
    scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'layers-'));
    for (const name of ['.biome.json', '.biome.layers.json'])
      fs.copyFileSync(path.join(ROOT, name), path.join(scratch, name));
    for (const { file, text } of cases) write(file, `${text};\n`);
    refusals = lint(scratch);
  });
  after(() => fs.rmSync(scratch, { recursive: true }));

  for (const { title, file, refusedBy } of cases) {
    it(`${refusedBy ? 'refuse' : 'allow'} ${title}`, () => {
      const found = [...refusals].filter(refusal => refusal.startsWith(`${file} `));
      assert.deepEqual(found, refusedBy ? [`${file} ${refusedBy}`] : []);
    });
  }

  for (const specifier of ['node:fs', 'undici', '../../org/index.ts']) {
    it(`refuse ${specifier} in the bundle of soql/ for no platform`, async () => {
      const file = write(
        'server/src/soql/syntax/broken.ts',
        `import * as x from '${specifier}';\nexport const y = x;\n`,
      );
      assert.notDeepEqual(await bundleNeutral(scratch), []);
      fs.rmSync(file);
    });
  }

  function write(file: string, text: string): string {
    const full = path.join(scratch, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
    return full;
  }
});

describe('docs/architecture.md', () => {
  it('lists what each layer may import as the tsconfig.json of the layer does', () => {
    const listed = documentedLayers();
    const actual = layers
      .filter(layer => layer.name !== 'page') // a part of the client
      .map(layer => [layer.name, layer.mayImport.filter(name => name !== 'page').sort()]);
    assert.deepEqual(Object.fromEntries(actual), listed);
  });
});

function layerCase(from: Layer, to: Layer): Case {
  return importCase(from, to.name, up(from, `${to.folder}/x.ts`), !from.mayImport.includes(to.name));
}

function packageCases(layer: Layer): Case[] {
  const packages = [...new Set(Object.values(PACKAGES).flat()), 'unheard-of'];
  return packages.flatMap(name =>
    [name, `${name}/part`].map(specifier =>
      importCase(layer, specifier, specifier, !PACKAGES[layer.name]?.includes(name)),
    ),
  );
}

function importCase({ name, folder }: Layer, target: string, specifier: string, refused: boolean): Case {
  return {
    title: `${name} importing ${target}`,
    file: `${folder}/imports-${target.replace(/\W+/g, '-')}.ts`,
    text: `import '${specifier}'`,
    ...(refused ? { refusedBy: restricted } : {}),
  };
}

/** The specifier of a file of the project for a file directly in the layer's folder. */
function up(from: Layer, file: string): string {
  const relative = path.posix.relative(from.folder, file);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function cycleOf(other: string): string {
  return `import { x } from './${other}.ts';\nexport { x as y };\nexport const z = x`;
}

/** Runs Biome once over all files. Each refusal as `file rule`. */
function lint(folder: string): Set<string> {
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  assert.ok(stdout.startsWith('{'), stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  return new Set(diagnostics.map(({ category, location }) => `${location.path} ${category}`));
}

/** The table "Who may import whom", by layer. */
function documentedLayers(): Record<string, string[]> {
  const text = fs.readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');
  const rows = text.slice(text.indexOf('## Who may import whom')).matchAll(/^\| ([\w/, ]+) \| ([^|]+) \|[^|]*\|$/gm);
  const layers: Record<string, string[]> = {};
  for (const [, names, imports] of rows) {
    if (names === 'layer') continue;
    for (const name of names!.split(', ')) {
      layers[name.replace('soql/', '')] = imports!.trim() === '–' ? [] : imports!.trim().split(', ').sort();
    }
  }
  return layers;
}
