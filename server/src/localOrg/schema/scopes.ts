import type { FieldDefinition, ObjectSource, Scope } from './types.ts';

/** What `USING SCOPE` can say: everything, and for records with an owner also whose they are. Sorted by name. */
export function supportedScopes(object: ObjectSource, fields: readonly FieldDefinition[]): readonly Scope[] {
  if (object.supportedScopes !== undefined) return object.supportedScopes;
  const records = object.labelPlural.toLowerCase();
  const everything = { label: `All ${records}`, name: 'everything' };
  const owner = fields.find(field => field.name === 'OwnerId' && field.createable);
  if (owner === undefined) return [everything];
  const byQueue = owner.referenceTo.includes('Group');
  return [
    everything,
    { label: `My ${records}`, name: 'mine' },
    ...(byQueue ? [{ label: `Queue owned ${records}`, name: 'queue_owned' }] : []),
    { label: 'Filter by scope', name: 'scopingRule' },
    { label: `My team's ${records}`, name: 'team' },
    ...(byQueue ? [{ label: `User owned ${records}`, name: 'user_owned' }] : []),
  ];
}
