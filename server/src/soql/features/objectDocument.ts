import type { FieldSchema, ObjectSchema } from '../semantics/schema.ts';
import { describeObject, flags, typeText } from './documentation.ts';

/** An object as a Markdown document that people read: its fields, their values, where they lead, what leads to it. */
export function objectDocument(object: ObjectSchema): string {
  const { fields, childRelationships, recordTypes, supportedScopes } = object;
  const lookups = fields.filter(({ relationshipName }) => relationshipName !== undefined);
  const picklists = fields.filter(({ picklistValues }) => picklistValues.length > 0);
  const scopes = supportedScopes.map(({ name }) => `\`${name}\``).join(', ');
  return [
    `# ${object.name}`,
    describeObject(object),
    ...(scopes ? [`USING SCOPE: ${scopes}`] : []),
    ...section('Fields', ['Field', 'Label', 'Type', '', 'Help'], fields.map(fieldRow)),
    ...section('Parent relationships', ['Relationship', 'Object', 'Field'], lookups.map(parentRow)),
    ...section(
      'Child relationships',
      ['Relationship', 'Object', 'Field'],
      childRelationships.map(c => [c.relationshipName, c.childObject, c.field]),
    ),
    ...section(
      'Record types',
      ['Record type', 'Label', ''],
      recordTypes
        .filter(({ master }) => !master)
        .map(r => [r.developerName, r.label, words([r.isDefault, 'default'], [!r.active, 'inactive'])]),
    ),
    ...picklists.flatMap(valuesSection),
  ].join('\n\n');
}

const fieldRow = (field: FieldSchema) => [
  field.name,
  field.label,
  typeText(field),
  flags(field).join(', '),
  [field.helpText, field.formula && `= ${field.formula}`].filter(Boolean).join(' '),
];

const parentRow = ({ relationshipName = '', referenceTo, name }: FieldSchema) => [
  relationshipName,
  referenceTo.join(', '),
  name,
];

function valuesSection({ name, picklistValues, restrictedPicklist }: FieldSchema): string[] {
  const rows = picklistValues.map(({ value, label, active }) => [value, label, words([!active, 'inactive'])]);
  return section(`Values of ${name}${restrictedPicklist ? ' (no others)' : ''}`, ['Value', 'Label', ''], rows);
}

const words = (...marks: readonly (readonly [boolean, string])[]) =>
  marks.flatMap(([applies, word]) => (applies ? [word] : [])).join(', ');

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length > 0 ? [`## ${title}`, table(heads, rows)] : [];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Texts of the org stay text: no line may end a row, no markup may start. */
const cellText = (text: string) => text.replace(/[|<[\]*`\\]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
