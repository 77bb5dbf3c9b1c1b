import type { ObjectSource } from '../types.ts';
import { account } from './account.ts';
import { event, task } from './activities.ts';
import { campaign, campaignMember } from './campaigns.ts';
import { supportCase } from './case.ts';
import { contact } from './contact.ts';
import { dealRegistration } from './dealRegistration.ts';
import { lead } from './lead.ts';
import { listView } from './listView.ts';
import { name } from './name.ts';
import { note } from './note.ts';
import { opportunity, opportunityContactRole, opportunityLineItem } from './opportunities.ts';
import { opportunityHistory } from './opportunityHistory.ts';
import { contract, order, orderItem } from './orders.ts';
import { organization, recordType } from './organization.ts';
import { asset, pricebook2, pricebookEntry, product2 } from './products.ts';
import { caseStatus, leadStatus, opportunityStage, taskStatus } from './statuses.ts';
import { group, profile, user, userRole } from './users.ts';

/** The objects of every local org. */
export const sampleObjects: readonly ObjectSource[] = [
  account,
  contact,
  lead,
  supportCase,
  task,
  event,
  note,
  opportunity,
  opportunityLineItem,
  opportunityContactRole,
  opportunityHistory,
  product2,
  pricebook2,
  pricebookEntry,
  asset,
  contract,
  order,
  orderItem,
  campaign,
  campaignMember,
  user,
  userRole,
  profile,
  group,
  organization,
  recordType,
  listView,
  opportunityStage,
  caseStatus,
  leadStatus,
  taskStatus,
  name,
  dealRegistration,
];
