import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { type Row, selectRow } from './rows.ts';
import { keepStage, keepsStages } from './stageHistory.ts';
import type { WriteContext } from './writes.ts';

interface RollUp {
  /** The reference to the record that counts its children. */
  readonly parentField: string;
  /** Brings that record up to date; its one parameter is the Id. */
  readonly update: string;
}

const rollUps: Readonly<Record<string, RollUp>> = {
  OpportunityLineItem: {
    parentField: 'OpportunityId',
    // Without products the amount is the user's own again, so the last one stays.
    update: `
      UPDATE Opportunity AS parent SET (HasOpportunityLineItem, Amount) = (
        SELECT count(*) > 0, coalesce(sum(TotalPrice), parent.Amount)
        FROM OpportunityLineItem WHERE OpportunityId = parent.Id AND IsDeleted = 0
      ) WHERE Id = ?`,
  },
  OrderItem: {
    parentField: 'OrderId',
    update: `
      UPDATE "Order" AS parent SET TotalAmount = (
        SELECT coalesce(sum(TotalPrice), 0) FROM OrderItem WHERE OrderId = parent.Id AND IsDeleted = 0
      ) WHERE Id = ?`,
  },
  CampaignMember: {
    parentField: 'CampaignId',
    update: `
      UPDATE Campaign AS parent SET (NumberOfLeads, NumberOfContacts, NumberOfResponses) = (
        SELECT count(LeadId), count(ContactId), coalesce(sum(HasResponded), 0)
        FROM CampaignMember WHERE CampaignId = parent.Id AND IsDeleted = 0
      ) WHERE Id = ?`,
  },
};

/**
 * After a write of `row`: counts and sums on its parent are true again.
 * @param context of a change of the parent; undefined where the row comes back along with it, one of several
 */
export function rollUp(
  database: OrgDatabase,
  object: ObjectDefinition,
  row: Row,
  context: WriteContext | undefined,
): void {
  const rule = rollUps[object.name];
  const id = rule && row[rule.parentField];
  if (rule === undefined || typeof id !== 'string') return;
  const parent = database.schema.objectOfId(id);
  const before = context && parent && keepsStages(parent) ? selectRow(database, parent, id) : undefined;
  database.prepare(rule.update).run(id);
  // A record that is just being deleted takes its children along.
  if (context === undefined || parent === undefined || before === undefined || before.IsDeleted === 1) return;
  keepStage(database, parent, { id, before }, context);
}

/** Whether writes of its records change others. */
export function hasRollUp({ name }: ObjectDefinition): boolean {
  return rollUps[name] !== undefined;
}
