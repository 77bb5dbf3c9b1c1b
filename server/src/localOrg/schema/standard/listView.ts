import { bool, keptByOrg, picklist, readOnly, required, text } from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { auditFields, viewedFields } from './systemFields.ts';

// The list views of the org's objects, as records: `storage/keepListViews.ts` keeps them.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_listview.htm

const kept = { ...readOnly, ...required } as const;

export const listView: ObjectSource = {
  name: 'ListView',
  label: 'List View',
  labelPlural: 'List Views',
  keyPrefix: '00B',
  ...keptByOrg,
  replicateable: false,
  supportedScopes: [],
  fields: [
    { name: 'Id', type: 'id', label: 'List View ID' },
    text('Name', 40, { ...kept, nameField: true, idLookup: true, label: 'View Name' }),
    text('DeveloperName', 80, { ...kept, label: 'View Unique Name' }),
    text('NamespacePrefix', 15, readOnly),
    picklist('SobjectType', [], { ...readOnly, restrictedPicklist: true, label: 'Custom Object Definition ID' }),
    bool('IsSoqlCompatible', { ...readOnly, label: 'Is SOQL Compatible' }),
    ...auditFields,
    ...viewedFields,
  ],
};
