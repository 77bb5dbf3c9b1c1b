import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './node24.mjs';

/**
 * The text of docs/commands.md: the commands that the palette shows, as the manifest lists them. What the manifest
 * cannot say stands in docs/commands.json: what each command does, and its conditions in words.
 */
export function commandDocs() {
  const { contributes } = readJson('package.json');
  const words = readJson('docs/commands.json');
  const conditions = new Map((contributes.menus?.commandPalette ?? []).map(({ command, when }) => [command, when]));
  const shown = (contributes.commands ?? []).filter(({ command }) => conditions.get(command) !== 'false');
  const unknown = Object.keys(words.commands).find(id => !shown.some(({ command }) => command === id));
  if (unknown) throw new Error(`docs/commands.json describes "${unknown}", which the palette does not show.`);
  const rows = shown.map(({ command, category, title, enablement }) => {
    const condition = [conditions.get(command), enablement].filter(Boolean).join(' && ');
    const does = words.commands[command] ?? missing(command);
    return `| ${category}: ${title} | ${does} | ${words.conditions[condition] ?? missing(condition)} |`;
  });
  return [
    '# Commands',
    '',
    '<!-- Written by "npm run generate" from package.json and docs/commands.json. -->',
    '',
    'Every command that the extension adds to the command palette (F1).',
    '',
    '| command | what it does | shown when |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function missing(key) {
  throw new Error(`docs/commands.json does not say what "${key}" means.`);
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));
}
