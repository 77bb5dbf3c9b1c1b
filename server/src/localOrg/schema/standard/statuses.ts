import { bool, int, keptByOrg, percent, picklist, readOnly, required, text } from '../notation.ts';
import type { FieldSource, ObjectSource } from '../types.ts';
import { auditFields } from './systemFields.ts';
import { forecastCategories, forecastCategoryByName } from './values.ts';

// What values of some picklists stand for, as records that can be queried: `storage/keepStatuses.ts` keeps them.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitystage.htm
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_casestatus.htm

const kept = { ...readOnly, ...required, defaultedOnCreate: true } as const;

function statusObject(
  name: string,
  label: string,
  keyPrefix: string | null,
  own: readonly FieldSource[],
): ObjectSource {
  return {
    name,
    label,
    labelPlural: label,
    keyPrefix,
    ...keptByOrg,
    replicateable: false,
    searchable: false,
    fields: [
      { name: 'Id', type: 'id', label: `${label} ID` },
      text('MasterLabel', 255, readOnly),
      text('ApiName', 255, { ...readOnly, ...required, idLookup: true, label: 'API Name' }),
      int('SortOrder', readOnly),
      ...own,
      ...auditFields,
    ],
  };
}

const isDefault = bool('IsDefault', kept);
const isClosed = (label: string) => bool('IsClosed', { ...kept, label });

export const opportunityStage = statusObject('OpportunityStage', 'Opportunity Stage', '01J', [
  bool('IsActive', kept),
  isClosed('Closed'),
  bool('IsWon', { ...kept, label: 'Won' }),
  picklist('ForecastCategory', forecastCategories, {
    ...readOnly,
    ...required,
    restrictedPicklist: true,
    generatedAs: forecastCategoryByName,
  }),
  picklist('ForecastCategoryName', ['Omitted', 'Pipeline', 'Best Case', 'Commit', 'Closed'], {
    ...readOnly,
    ...required,
    restrictedPicklist: true,
    length: 255,
  }),
  percent('DefaultProbability', 3, 0, { ...readOnly, label: 'Probability (%)' }),
  text('Description', 255, readOnly),
]);

export const caseStatus = statusObject('CaseStatus', 'Case Status Value', null, [isDefault, isClosed('Is Closed')]);

export const leadStatus = statusObject('LeadStatus', 'Lead Status Value', '01J', [
  isDefault,
  bool('IsConverted', kept),
]);

export const taskStatus = statusObject('TaskStatus', 'Task Status Value', null, [isDefault, isClosed('Is Closed')]);
