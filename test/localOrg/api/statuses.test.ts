import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const value = (name: string, more: object = {}) => ({
  active: true,
  defaultValue: false,
  label: name,
  validFor: null,
  value: name,
  ...more,
});

const overlay = {
  Task: {
    fields: {
      Status: {
        picklistValues: [value('Open', { defaultValue: true }), value('Completed'), value('Old', { active: false })],
      },
    },
  },
};

describe('the records of statuses and stages', function () {
  this.timeout(60_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample', overlay });
  });
  after(() => org.stop());

  const answer = async (path: string, init?: RequestInit) => (await (await org.api(path, init)).json()) as Json;
  const rowsOf = async (soql: string) => {
    const { records } = await answer(`query?q=${encodeURIComponent(soql)}`);
    return (records as Json[]).map(({ attributes: _, ...row }) => Object.values(row).join(' | ')).join('\n');
  };
  type Json = Readonly<Record<string, unknown>>;

  const queries: readonly (readonly [soql: string, rows: string])[] = [
    [
      "SELECT ApiName, IsClosed, IsWon, ForecastCategoryName, DefaultProbability, IsActive FROM OpportunityStage WHERE MasterLabel IN ('Qualification', 'Closed Won', 'Closed Lost') ORDER BY SortOrder",
      'Qualification | false | false | Pipeline | 10 | true\nClosed Won | true | true | Closed | 100 | true\nClosed Lost | true | false | Omitted | 0 | true',
    ],
    [
      'SELECT MasterLabel, IsClosed, IsDefault FROM CaseStatus ORDER BY SortOrder',
      'New | false | true\nWorking | false | false\nEscalated | false | false\nClosed | true | false',
    ],
    [
      'SELECT MasterLabel, SortOrder FROM LeadStatus WHERE IsConverted = true OR IsDefault = true ORDER BY SortOrder',
      'Open - Not Contacted | 1\nClosed - Converted | 3',
    ],
    [
      'SELECT ApiName, IsClosed, IsDefault, SortOrder FROM TaskStatus ORDER BY SortOrder',
      'Open | false | true | 1\nCompleted | true | false | 2',
    ],
  ];
  for (const [soql, rows] of queries) {
    it(`are those of the picklist: ${soql}`, async () => assert.equal(await rowsOf(soql), rows));
  }

  it('tell what records with them have', async () => {
    const closed = "SELECT COUNT() FROM Case WHERE IsClosed = true AND Status NOT IN ('Closed')";
    assert.equal((await answer(`query?q=${encodeURIComponent(closed)}`)).totalSize, 0);
    const stages = 'SELECT StageName, MAX(Probability) p FROM Opportunity GROUP BY StageName ORDER BY StageName';
    const known = 'SELECT ApiName, DefaultProbability FROM OpportunityStage ORDER BY ApiName';
    const all = (await rowsOf(known)).split('\n');
    for (const row of (await rowsOf(stages)).split('\n')) assert.ok(all.includes(row), row);
  });

  it('are retrieved by id and by name, and changed by nobody', async () => {
    const { Id, MasterLabel } = await answer('sobjects/CaseStatus/ApiName/Working?fields=Id,MasterLabel');
    assert.equal(MasterLabel, 'Working');
    assert.equal((await answer(`sobjects/CaseStatus/${Id}`)).ApiName, 'Working');
    const change = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"MasterLabel":"x"}' };
    assert.equal((await org.api(`sobjects/CaseStatus/${Id}`, change)).status, 400);
    const described = await answer('sobjects/TaskStatus/describe');
    const flags = Object.entries(described).flatMap(([name, flag]) => (flag === true ? [name] : []));
    assert.deepEqual(flags.toSorted(), ['queryable', 'retrieveable']);
  });

  it('are the same after a reset', async () => {
    const ids = await rowsOf('SELECT Id, ApiName FROM OpportunityStage ORDER BY Id');
    await org.admin('reset', { method: 'POST' });
    assert.equal(await rowsOf('SELECT Id, ApiName FROM OpportunityStage ORDER BY Id'), ids);
  });

  it('stand beside those of list views, which have the ids that their resource tells', async () => {
    const { listviews } = (await (await org.api('sobjects/Account/listviews')).json()) as {
      listviews: { id: string; label: string; developerName: string }[];
    };
    const soql =
      "SELECT Id, Name, DeveloperName FROM ListView WHERE SobjectType = 'Account' AND IsSoqlCompatible = true";
    const { records } = (await (await org.api(`query?q=${encodeURIComponent(soql)}`)).json()) as {
      records: { Id: string; Name: string; DeveloperName: string }[];
    };
    assert.deepEqual(
      records.map(({ Id, Name, DeveloperName }) => [Id, Name, DeveloperName]),
      listviews.map(({ id, label, developerName }) => [id, label, developerName]),
    );
    assert.equal(records.length, 1);
  });
});
