import type { ObjectDefinition } from '../schema/types.ts';
import { fieldsWith } from './fieldsWith.ts';
import { ordinalOf } from './ids.ts';
import type { Row } from './rows.ts';

/** Auto-number fields of the record with this Id: they count with the ids, `DR-{00000}` gives `DR-00012`. */
export function autoNumbers(object: ObjectDefinition, id: string): Row {
  const numbers: Row = {};
  for (const { name, autoNumberFormat } of fieldsWith(object, 'autoNumberFormat')) {
    const ordinal = String(ordinalOf(id));
    numbers[name] = String(autoNumberFormat).replace(/\{(0+)\}/, (_, zeros: string) =>
      ordinal.padStart(zeros.length, '0'),
    );
  }
  return numbers;
}
