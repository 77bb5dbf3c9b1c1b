import { t } from '@vscode/l10n';
import type { SchemaChange } from '../org/schemaChanges.ts';

/** What has changed in the org's schema, as a Markdown text; the newest first. */
export function changesDocument(org: string, changes: readonly SchemaChange[]): string {
  const days = Map.groupBy(changes, ({ at }) => new Date(at).toISOString().slice(0, 16).replace('T', ' '));
  const parts = [...days].map(([at, those]) => {
    const objects = Map.groupBy(those, ({ object }) => object);
    const lines = [...objects].map(([object, ofObject]) => `- **${object}**: ${ofObject.map(words).join('; ')}`);
    return `## ${at} UTC\n\n${lines.join('\n')}\n`;
  });
  const nothing = t('Nothing has changed since the objects in use were first described here.');
  return [`# ${t('Schema changes of {0}', org)}\n`, ...(parts.length > 0 ? parts : [`${nothing}\n`])].join('\n');
}

function words({ kind, field = '', from = '', to = '' }: SchemaChange): string {
  switch (kind) {
    case 'objectAdded':
      return t('new object');
    case 'objectRemoved':
      return t('object removed');
    case 'fieldAdded':
      return t('`{0}` added', field);
    case 'fieldRemoved':
      return t('`{0}` removed', field);
    case 'fieldRenamed':
      return t('`{0}` renamed to `{1}`', from, field);
    case 'fieldRetyped':
      return t('`{0}` was {1}, is {2}', field, from, to);
    default:
      return kind satisfies never;
  }
}
