import { currency, date, keptByOrg, lookup, percent, picklist, readOnly } from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { createdFields, isDeleted, systemModstamp } from './systemFields.ts';
import { forecastCategories } from './values.ts';

// What stage, amount, probability and close date of an opportunity were, from the first one on: `storage/stageHistory.ts`.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityhistory.htm

export const opportunityHistory: ObjectSource = {
  name: 'OpportunityHistory',
  label: 'Opportunity: Stage History',
  labelPlural: 'Opportunity: Stage History',
  keyPrefix: '008',
  ...keptByOrg,
  searchable: false,
  supportedScopes: [],
  fields: [
    { name: 'Id', type: 'id', label: 'Opportunity History ID' },
    lookup('OpportunityId', 'Opportunity', ['Opportunity'], 'OpportunityHistories', {
      ...readOnly,
      nillable: false,
      cascadeDelete: true,
      onParentDelete: 'cascade',
    }),
    ...createdFields,
    picklist('StageName', [], { ...readOnly, nillable: false, length: 255, label: 'Stage Name' }),
    currency('Amount', 18, 2, readOnly),
    currency('ExpectedRevenue', 18, 2, readOnly),
    date('CloseDate', readOnly),
    percent('Probability', 3, 0, readOnly),
    picklist('ForecastCategory', forecastCategories, {
      ...readOnly,
      restrictedPicklist: true,
      label: 'To ForecastCategory',
    }),
    systemModstamp,
    isDeleted,
    currency('PrevAmount', 18, 2, { ...readOnly, label: 'Previous Amount' }),
    date('PrevCloseDate', { ...readOnly, label: 'Previous Close Date' }),
  ],
};
