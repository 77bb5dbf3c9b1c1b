import type { FieldSchema, ObjectSchema } from '../semantics/schema.ts';
import { escapeMarkdown, flags, objectFacts, typeText } from './documentation.ts';
import { english, type Words } from './words.ts';

/** An object as a Markdown document that people read: its fields, their values, where they lead, what leads to it. */
export function objectDocument(object: ObjectSchema, t: Words = english): string {
  const { fields, childRelationships, recordTypes, supportedScopes } = object;
  const lookups = fields.filter(({ relationshipName }) => relationshipName !== undefined);
  const picklists = fields.filter(({ picklistValues }) => picklistValues.length > 0);
  const scopes = supportedScopes.map(({ name }) => `\`${name}\``).join(', ');
  return [
    `# ${object.name}`,
    escapeMarkdown(object.label),
    objectFacts(object, t),
    ...(scopes ? [`USING SCOPE: ${scopes}`] : []),
    ...fieldsSection(fields, t),
    ...section(t('Parent relationships'), [t('Relationship'), t('Object'), t('Field')], lookups.map(parentRow)),
    ...section(
      t('Child relationships'),
      [t('Relationship'), t('Object'), t('Field')],
      childRelationships.map(c => [c.relationshipName, c.childObject, c.field]),
    ),
    ...section(
      t('Record types'),
      [t('Record type'), t('Label'), ''],
      recordTypes
        .filter(({ master }) => !master)
        .map(r => [r.developerName, r.label, marks([r.isDefault, t('default')], [!r.active, t('inactive')])]),
    ),
    ...picklists.flatMap(field => valuesSection(field, t)),
  ].join('\n\n');
}

function fieldsSection(fields: readonly FieldSchema[], t: Words): string[] {
  const hasHelp = fields.some(field => helpOf(field) !== '');
  const head = [t('Field'), t('Label'), t('Type'), t('Properties'), ...(hasHelp ? [t('Help')] : [])];
  return section(
    t('Fields'),
    head,
    fields.map(field => fieldRow(field, t).slice(0, head.length)),
  );
}

const helpOf = ({ helpText, formula }: FieldSchema) => [helpText, formula && `= ${formula}`].filter(Boolean).join(' ');

const fieldRow = (field: FieldSchema, t: Words) => [
  field.name,
  field.label,
  typeText(field, t),
  flags(field, t).join(', '),
  helpOf(field),
];

const parentRow = ({ relationshipName = '', referenceTo, name }: FieldSchema) => [
  relationshipName,
  referenceTo.join(', '),
  name,
];

function valuesSection({ name, picklistValues, restrictedPicklist }: FieldSchema, t: Words): string[] {
  const rows = picklistValues.map(({ value, label, active }) => [value, label, marks([!active, t('inactive')])]);
  const title = restrictedPicklist ? t('Values of {0} (no others)', name) : t('Values of {0}', name);
  return section(title, [t('Value'), t('Label'), ''], rows);
}

const marks = (...all: readonly (readonly [boolean, string])[]) =>
  all.flatMap(([applies, word]) => (applies ? [word] : [])).join(', ');

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length > 0 ? [`## ${title}`, table(heads, rows)] : [];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Texts of the org stay text: no line may end a row, no markup may start. */
const cellText = (text: string) => text.replace(/[|<[\]*`\\]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
