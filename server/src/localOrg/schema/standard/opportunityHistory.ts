import { currency, date, lookup, percent, picklist, readOnly } from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { auditFields, isDeleted } from './systemFields.ts';

// What stage, amount, probability and close date of an opportunity were, from the first one on: `storage/stageHistory.ts`.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityhistory.htm

export const opportunityHistory: ObjectSource = {
  name: 'OpportunityHistory',
  label: 'Opportunity: Stage History',
  labelPlural: 'Opportunity: Stage History',
  keyPrefix: '008',
  compactLayoutable: false,
  createable: false,
  deletable: false,
  hasListViews: false,
  hasQuickActions: false,
  layoutable: false,
  mruEnabled: false,
  searchLayoutable: false,
  searchable: false,
  supportedScopes: [],
  triggerable: false,
  undeletable: false,
  updateable: false,
  fields: [
    { name: 'Id', type: 'id', label: 'Opportunity History ID' },
    lookup('OpportunityId', 'Opportunity', ['Opportunity'], 'OpportunityHistories', {
      ...readOnly,
      nillable: false,
      cascadeDelete: true,
      onParentDelete: 'cascade',
    }),
    ...auditFields.filter(({ name }) => name.startsWith('Created')).toReversed(),
    picklist('StageName', [], { ...readOnly, nillable: false, length: 255, label: 'Stage Name' }),
    currency('Amount', 18, 2, readOnly),
    currency('ExpectedRevenue', 18, 2, readOnly),
    date('CloseDate', readOnly),
    percent('Probability', 3, 0, readOnly),
    picklist(
      'ForecastCategory',
      ['Omitted', 'Pipeline', 'Best Case|BestCase', 'Most Likely|MostLikely', 'Commit|Forecast', 'Closed'],
      { ...readOnly, restrictedPicklist: true, label: 'To ForecastCategory' },
    ),
    ...auditFields.filter(({ name }) => name === 'SystemModstamp'),
    isDeleted,
    currency('PrevAmount', 18, 2, { ...readOnly, label: 'Previous Amount' }),
    date('PrevCloseDate', { ...readOnly, label: 'Previous Close Date' }),
  ],
};
