import type { FieldSchema, ObjectSchema } from '../semantics/schema.ts';
import { describeObject, flags, typeText } from './documentation.ts';

/** An object as a Markdown document that people read: its fields, where they lead, and what leads to it. */
export function objectDocument(object: ObjectSchema): string {
  return [
    `# ${object.name}`,
    describeObject(object),
    '## Fields',
    table(['Field', 'Label', 'Type', ''], object.fields.map(fieldRow)),
    ...(object.childRelationships.length > 0 ? ['## Child relationships', childTable(object)] : []),
  ].join('\n\n');
}

function fieldRow(field: FieldSchema): string[] {
  return [field.name, field.label, typeText(field), flags(field).join(', ')];
}

function childTable({ childRelationships }: ObjectSchema): string {
  const rows = childRelationships.map(c => [c.relationshipName, c.childObject, c.field]);
  return table(['Relationship', 'Object', 'Field'], rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
