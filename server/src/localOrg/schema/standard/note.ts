import { bool, createOnly, lookup, required, text, textArea } from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { auditFields, idFields, owner } from './systemFields.ts';

// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_note.htm

const parents = ['Account', 'Asset', 'Contact', 'Contract', 'Lead', 'Opportunity', 'Order', 'Product2'];

export const note: ObjectSource = {
  name: 'Note',
  label: 'Note',
  labelPlural: 'Notes',
  keyPrefix: '002',
  hasListViews: false,
  hasQuickActions: false,
  mruEnabled: false,
  fields: [
    ...idFields('Note'),
    lookup('ParentId', 'Parent', parents, 'Notes', {
      ...required,
      ...createOnly,
      cascadeDelete: true,
      onParentDelete: 'cascade',
    }),
    text('Title', 80, { ...required, nameField: true, idLookup: true }),
    bool('IsPrivate', { label: 'Private' }),
    textArea('Body', 32000),
    owner(),
    ...auditFields,
  ],
};
