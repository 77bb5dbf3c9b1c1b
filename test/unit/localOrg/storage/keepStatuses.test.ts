import assert from 'node:assert/strict';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';
import { keepStatuses } from '../../../../server/src/localOrg/storage/keepStatuses.ts';

const context = { userId: idOf('005', 1), now: new Date('2026-05-04T09:00:00.000Z') };

function schemaWith(stages: readonly string[], inactive: readonly string[] = []) {
  const picklistValues = stages.map(value => {
    const active = !inactive.includes(value);
    return { active, defaultValue: false, label: value, validFor: null, value };
  });
  const overlay = { Opportunity: { fields: { StageName: { picklistValues } } } };
  return loadSchema({ profile: 'sample', overlay });
}

describe('the stages that are kept', () => {
  it('follow the picklist, and those that stay keep their ids', () => {
    const database = openDatabase({ schema: schemaWith(['New', 'Old', 'Closed Won']) });
    const rows = () =>
      database.sqlite
        .prepare('SELECT Id, ApiName, SortOrder, IsActive, IsWon FROM OpportunityStage ORDER BY SortOrder')
        .all()
        .map(row => Object.values(row).join(' '));
    keepStatuses(database, context);
    const [first, second, third, fourth] = [1, 2, 3, 4].map(ordinal => idOf('01J', ordinal));
    const before = [`${first} New 1 1 0`, `${second} Old 2 1 0`, `${third} Closed Won 3 1 1`];
    assert.deepEqual(rows(), before);
    keepStatuses(database, context);
    assert.deepEqual(rows(), before);
    keepStatuses({ ...database, schema: schemaWith(['Closed Won', 'New', 'Later'], ['New']) }, context);
    assert.deepEqual(rows(), [`${third} Closed Won 1 1 1`, `${first} New 2 0 0`, `${fourth} Later 3 1 0`]);
    database.close();
  });
});
