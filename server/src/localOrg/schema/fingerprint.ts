import { createHash } from 'node:crypto';
import { fieldDefinition } from './fieldRules.ts';
import { objectFlags } from './objectRules.ts';
import type { FieldSource, FieldType, ObjectSource } from './types.ts';

/**
 * Eight digits that change with the schema. What the sources leave to the rules is not worked out for each field of
 * each object: a few examples of what the rules give stand for them.
 */
export function fingerprintOf(sources: readonly ObjectSource[]): string {
  const hash = createHash('sha256').update(JSON.stringify(examples.map(fieldDefinition)));
  hash.update(JSON.stringify(objectFlags({ name: 'A__c', label: '', labelPlural: '', keyPrefix: null, fields: [] })));
  for (const source of sources) hash.update(JSON.stringify(source));
  return hash.digest('hex').slice(0, 8);
}

const types: Record<FieldType, true> = {
  id: true,
  string: true,
  textarea: true,
  boolean: true,
  int: true,
  long: true,
  double: true,
  currency: true,
  percent: true,
  date: true,
  datetime: true,
  time: true,
  reference: true,
  picklist: true,
  multipicklist: true,
  combobox: true,
  email: true,
  phone: true,
  url: true,
  address: true,
  location: true,
  base64: true,
  encryptedstring: true,
  anyType: true,
  complexvalue: true,
};

const examples: readonly FieldSource[] = (Object.keys(types) as FieldType[]).flatMap(type => [
  { name: 'BillingStateId', type },
  { name: 'A_B__c', type, length: 1000 },
  { name: 'A__c', type, calculated: true },
]);
