// The layer rules for Biome. What a layer may import stands in one place, the `references` of its tsconfig.json, and
// is read from there; TypeScript alone would also let through what a reference references.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './node24.mjs';

/** Packages by the layer that owns them. A layer is refused every package that it does not own. */
export const PACKAGES = {
  lsp: ['@vscode/l10n', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  salesforce: ['@xmldom/xmldom', 'undici'],
  runs: ['csv-stringify', 'fflate'],
  localOrg: ['@xmldom/xmldom', 'jose'],
  client: ['vscode', 'vscode-languageclient', 'oauth4webapi', 'jsonc-parser', 'jose', 'proper-lockfile'],
  page: ['slickgrid', 'sortablejs', '@dagrejs/dagre', 'chart.js', '@vscode/codicons'],
};

/**
 * @typedef {{ name: string, folder: string, mayImport: string[], pure: boolean }} Layer
 *   name: the folder's own, `client` for client/src; pure: may use nothing of Node
 * @returns {Layer[]}
 */
export function readLayers() {
  const projects = readJson(path.join(ROOT, 'tsconfig.json')).references.map(reference => reference.path);
  return projects
    .map(project => path.posix.normalize(project))
    .filter(folder => folder.includes('/src')) // the others wire layers together, and test them
    .map(folder => {
      const { compilerOptions, references } = readJson(path.join(ROOT, folder, 'tsconfig.json'));
      return {
        name: layerName(folder),
        folder,
        mayImport: references.map(reference => layerName(path.posix.join(folder, reference.path))),
        pure: compilerOptions.types.length === 0,
      };
    });
}

/** The text of .biome.layers.json, which .biome.json extends. */
export function biomeLayers() {
  const layers = readLayers();
  const overrides = layers.map(layer => ({
    includes: [`${layer.folder}/**`],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: 'error',
            options: { patterns: [foreignLayers(layer, layers), foreignPackages(layer)] },
          },
        },
      },
    },
  }));
  return `${JSON.stringify({ overrides }, null, 2)}\n`;
}

function foreignLayers({ name, folder, mayImport }, layers) {
  const message = `${name} may import ${mayImport.join(', ') || 'no other layer'}: see docs/architecture.md.`;
  const ofServer = layers.filter(layer => layer.folder.startsWith('server/'));
  if (!folder.startsWith('server/')) {
    const allowed = ofServer.filter(layer => mayImport.includes(layer.name));
    return { group: ['**/server/src/**', ...allowed.map(layer => `!**/${layer.folder}/**`)], message };
  }
  const foreign = ofServer.filter(layer => layer.name !== name && !mayImport.includes(layer.name));
  return { group: ['**/client/**', ...foreign.map(layer => `**/${layer.name}/**`)], message };
}

function foreignPackages({ name, pure }) {
  const own = PACKAGES[name] ?? [];
  const node = pure ? [] : ['node:*', 'node:*/**'];
  const allowed = ['./**', '../**', ...node, ...own.flatMap(one => [one, `${one}/**`])];
  return {
    group: ['**', ...allowed.map(pattern => `!${pattern}`)],
    message: `${name} uses ${[...(pure ? [] : ['Node']), ...own].join(', ') || 'nothing but itself'}: see docs/architecture.md.`,
  };
}

function layerName(folder) {
  return folder === 'client/src' ? 'client' : path.posix.basename(folder);
}

/** A tsconfig.json, whose comments fill whole lines. */
function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, ''));
}
