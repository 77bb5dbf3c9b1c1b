import type { ObjectDefinition } from '../schema/types.ts';
import { ordinalOf } from './ids.ts';
import type { Row } from './rows.ts';

/** Auto-number fields of the record with this Id: they count with the ids, `DR-{00000}` gives `DR-00012`. */
export function autoNumbers(object: ObjectDefinition, id: string): Row {
  const ordinal = String(ordinalOf(id));
  const numbered = object.fields.flatMap(({ name, autoNumberFormat }) =>
    autoNumberFormat === null ? [] : [{ name, format: autoNumberFormat }],
  );
  return Object.fromEntries(
    numbered.map(({ name, format }) => [
      name,
      format.replace(/\{(0+)\}/, (_, zeros: string) => ordinal.padStart(zeros.length, '0')),
    ]),
  );
}
