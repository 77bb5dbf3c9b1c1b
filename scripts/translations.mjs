// Texts for people, and their translations in l10n/: bundle.l10n.LANGUAGE.json for those in the source, as VS Code reads
// it; manifest.LANGUAGE.json for those in package.json. Both by the English text. The manifest itself stays in English,
// readable; `npm run package` puts keys in place of its texts, with a package.nls.json for each language.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './node24.mjs';

const LANGUAGES = ['de'];

/** Where texts stand: in calls of `t('…')`, and as titles of quick fixes, which the server's edge passes to it. Tables add theirs below. */
const TEXT = /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/.source;
const SOURCES = [
  {
    files: ['client/src/**/*.ts', 'server/src/{lsp,soql/features}/**/*.ts'],
    texts: new RegExp(`\\bt\\(\\s*${TEXT}`, 'g'),
  },
  { files: ['server/src/soql/features/actions/*.ts'], texts: new RegExp(`\\btitle: ${TEXT}`, 'g') },
];

/** Keys of package.json whose values are for people, and where they stand. */
const MANIFEST_KEYS = [
  ...['title', 'category', 'contextualTitle', 'contents', 'description', 'markdownDescription', 'altText'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'patternErrorMessage', 'displayName', 'label'],
  ...['userDescription', 'deprecationMessage', 'markdownDeprecationMessage'],
];

/** @returns {Promise<string[]>} the texts of the source, in order */
export async function sourceTexts() {
  const called = SOURCES.flatMap(({ files, texts }) =>
    fs.globSync(files, { cwd: ROOT }).flatMap(file => {
      const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
      return [...text.matchAll(texts)].map(([, literal]) => unquoted(literal));
    }),
  );
  const { wordings } = await import('../server/src/soql/semantics/problems.ts');
  const { soqlFunctions } = await import('../server/src/soql/semantics/functions.ts');
  const { bindWords } = await import('../server/src/soql/semantics/binds.ts');
  const { familyWords } = await import('../server/src/soql/semantics/types.ts');
  const { MESSAGES } = await import('../server/src/soql/syntax/messages.ts');
  const problems = [...Object.values(wordings).map(({ text }) => text), ...Object.values(MESSAGES)];
  const wanted = [...Object.values(familyWords), ...Object.values(bindWords)];
  const explanations = [...soqlFunctions.map(({ summary }) => summary), ...wanted];
  return [...new Set([...called, ...problems, ...explanations])].filter(Boolean).sort();
}

/** @returns {string[]} the texts of package.json */
export function manifestTexts() {
  const texts = new Set();
  mapTexts(manifest(), text => {
    texts.add(text);
    return text;
  });
  return [...texts].sort();
}

/** Adds what is missing, with an empty translation to fill in, and takes away what nobody says any more. */
export async function updateTranslations() {
  for (const { file, texts } of await translationFiles()) {
    const known = readTranslations(file);
    fs.writeFileSync(file, serialized(Object.fromEntries(texts.map(text => [text, known[text] ?? '']))));
  }
}

/** @returns {Promise<string[]>} what is wrong, one line each */
export async function translationProblems() {
  return (await translationFiles()).flatMap(({ file, texts }) => {
    const name = path.relative(ROOT, file);
    const known = readTranslations(file);
    const missing = texts.filter(text => !known[text]);
    const stale = Object.keys(known).filter(text => !texts.includes(text));
    const broken = texts.filter(text => known[text] && placeholders(text) !== placeholders(known[text]));
    return [
      ...missing.map(text => `${name} lacks ${JSON.stringify(text)}: run "npm run generate" and fill it in.`),
      ...stale.map(text => `${name} has ${JSON.stringify(text)}, which nobody says: run "npm run generate".`),
      ...broken.map(text => `${name} has other placeholders, links or icons for ${JSON.stringify(text)}.`),
    ];
  });
}

/**
 * The manifest with keys in place of its texts, and the texts by key, for each language.
 * @returns {{ manifest: object, texts: Record<string, Record<string, string>> }} file names and what they hold
 */
export function localizedManifest() {
  const texts = { 'package.nls.json': {} };
  for (const language of LANGUAGES) texts[`package.nls.${language}.json`] = {};
  const localized = mapTexts(manifest(), text => {
    const key = createHash('sha1').update(text).digest('hex').slice(0, 10);
    texts['package.nls.json'][key] = text;
    for (const language of LANGUAGES) {
      texts[`package.nls.${language}.json`][key] = readTranslations(fileOf('manifest', language))[text] || text;
    }
    return `%${key}%`;
  });
  return { manifest: localized, texts };
}

async function translationFiles() {
  const source = await sourceTexts();
  return LANGUAGES.flatMap(language => [
    { file: fileOf('bundle.l10n', language), texts: source },
    { file: fileOf('manifest', language), texts: manifestTexts() },
  ]);
}

/** A copy with the texts for people replaced: those of `contributes`, of `capabilities`, and the description. */
function mapTexts(manifest, replace) {
  const map = (value, key) => {
    if (typeof value === 'string') return MANIFEST_KEYS.includes(key) ? replace(value) : value;
    if (Array.isArray(value)) return value.map(item => map(item, typeof item === 'string' ? key : ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      // A default is data, and may look like anything.
      Object.entries(value).map(([name, inner]) => [name, name === 'default' ? inner : map(inner, name)]),
    );
  };
  const contributes = map(manifest.contributes, '');
  for (const view of Object.values(contributes.views ?? {}).flat()) view.name = replace(view.name);
  const description = replace(manifest.description);
  return { ...manifest, description, capabilities: map(manifest.capabilities, ''), contributes };
}

/** What a translation must keep: `{0}`, `$(icon)`, `command:…` and settings between `#`. */
function placeholders(text) {
  return (text.match(/\{\d+\}|\$\([\w-]+\)|command:[\w.]+|#[\w.]+#/g) ?? []).sort().join(' ');
}

function unquoted(literal) {
  const inner = literal
    .slice(1, -1)
    .replace(/\\(.)/g, (_, character) => ({ n: '\n', t: '\t' })[character] ?? character);
  return inner;
}

const fileOf = (name, language) => path.join(ROOT, 'l10n', `${name}.${language}.json`);

function readTranslations(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

const serialized = value => `${JSON.stringify(value, null, 2)}\n`;

const manifest = () => JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
