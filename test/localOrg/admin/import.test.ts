import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type LocalOrg, spawnLocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';

const account = '001Hs00001aBcDeIAK';
const child = '001Hs00001aBcDfIAK';
const contact = '003Hs00001zYxWvIAK';

/** As another org exports them: ids and authors of its own, a parent behind its child, columns that are not ours. */
const files = {
  'Account.csv': [
    'Id,Name,ParentId,OwnerId,AnnualRevenue,CreatedDate,IsDeleted,Shoe_Size__c,BillingCity',
    `${child},"Child, of ""A""",${account},005Hs00000AbCdEIAV,,2020-02-03T04:05:06.000Z,false,44,Zürich`,
    `${account},Parent,,005Hs00000AbCdEIAV,1500.5,2019-01-01T00:00:00.000Z,false,,`,
    `001Hs00001aBcDgIAK,Gone,001Hs00001zzzzzIAA,,,,true,,`,
    '003Hs00001aBcDgIAK,Wrong,,,,,,,',
    `${account},Twice,,,,,,,`,
    '001Hs00001aBcDhIAK,,,,,,,,',
  ],
  'contact.csv': [
    'Id,LastName,FirstName,Name,AccountId,Email',
    `${contact},Lovelace,Ada,Ada Lovelace,${account},ada@example.com`,
    ',Nobody,,,001Hs00001zzzzzIAA,not an address',
  ],
  'Deal_Registration__c.csv': ['Account__c,Amount__c', `${child},100`, '001Hs00001zzzzzIAA,200'],
};

describe('records that the local org imports', function () {
  this.timeout(30_000);

  const folder = path.join(temporaryFolder(), 'import');
  const stateFolder = path.join(temporaryFolder(), 'imported');
  const start = () => startLocalOrg({ profile: 'sample', stateFolder, args: ['--import', folder] });
  const query = async (org: LocalOrg, soql: string) => {
    const response = await org.api(`query?q=${encodeURIComponent(soql)}`);
    const { records } = (await response.json()) as { records: Record<string, unknown>[] };
    return records.map(({ attributes, ...record }) => record);
  };
  before(() => {
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, lines] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), lines.join('\r\n'));
  });

  it('are as they were, with references to one another', async () => {
    const org = await start();
    const [made] = await query(
      org,
      `SELECT Id, Name, Parent.Name, AnnualRevenue, CreatedDate, Owner.Username FROM Account WHERE Id = '${child}'`,
    );
    const { Parent, Owner, ...rest } = made as Record<string, { Name: string; Username: string }>;
    assert.deepEqual(rest, {
      Id: child,
      Name: 'Child, of "A"',
      AnnualRevenue: null,
      CreatedDate: '2020-02-03T04:05:06.000+0000',
    });
    assert.deepEqual([Parent?.Name, Owner?.Username], ['Parent', org.username]);
    assert.deepEqual(await query(org, `SELECT Name, AccountId FROM Contact WHERE Id = '${contact}'`), [
      { Name: 'Ada Lovelace', AccountId: account },
    ]);
    const deals = await query(org, `SELECT Amount__c FROM Deal_Registration__c WHERE Account__r.Name LIKE 'Child%'`);
    assert.deepEqual(deals, [{ Amount__c: 100 }]);
    assert.deepEqual(await query(org, "SELECT Id FROM Account WHERE Name = 'Gone'"), []);
    await org.stop();
  });

  it('come once, until the records are reset; new ids are counted as before', async () => {
    const org = await start();
    const count = async () => (await query(org, "SELECT Id FROM Account WHERE Name = 'Parent'")).length;
    assert.equal(await count(), 1);
    const json = { 'content-type': 'application/json' };
    const made = await org.api('sobjects/Account', { method: 'POST', body: '{"Name":"New"}', headers: json });
    assert.match(((await made.json()) as { id: string }).id, /^001Lo0/);
    assert.equal((await org.admin('reset', { method: 'POST' })).status, 204);
    assert.equal(await count(), 1);
    assert.deepEqual(await query(org, "SELECT Id FROM Account WHERE Name = 'New'"), []);
    await org.stop();
  });

  it('are told about, refused rows by their number', async () => {
    const org = await spawnLocalOrg({ profile: 'sample', args: ['--import', folder] });
    const said = text(org.stderr!);
    // Ready, so that it takes the signal as an end and not as a failure.
    org.stdout!.once('data', () => org.kill('SIGTERM'));
    const lines = (await said).trim().split('\n');
    assert.deepEqual(lines, [
      'Account.csv: 3 records imported, 3 rows refused',
      '  left out: Shoe_Size__c',
      '  row 5: MALFORMED_ID: Account ID: id value of incorrect type: 003Hs00001aBcDgIAK',
      `  row 6: DUPLICATE_VALUE: duplicate value found: Id duplicates value on record with id: ${account}`,
      '  row 7: REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
      'Deal_Registration__c.csv: 2 records imported, 0 rows refused',
      'contact.csv: 1 records imported, 1 rows refused',
      '  left out: Name',
      '  row 3: INVALID_EMAIL_ADDRESS: Email: invalid email address: not an address',
      '1 references to records that are not there were emptied',
      '1 records were left out, whose required parents are not there',
    ]);
  });

  it('are judged by rules once all are there, unless that is switched off', async () => {
    const judged = path.join(temporaryFolder(), 'judged');
    fs.mkdirSync(judged, { recursive: true });
    const write = (name: string, ...lines: string[]) => fs.writeFileSync(path.join(judged, name), lines.join('\n'));
    // The parent's file comes after the child's.
    write(
      'Contact.csv',
      'LastName,Email,AccountId',
      `A,a@example.com,${account}`,
      `B,A@example.com,${child}`,
      'C,c@example.com,',
      'D,a@EXAMPLE.com,',
    );
    write(
      'account.csv',
      'Id,Name,Industry,ParentId',
      `${account},Bank,Banking,`,
      `${child},Other,Energy,${account}`,
      ',Spy,,',
    );
    const overlay = {
      Account: {
        validationRules: [{ fullName: 'V', errorConditionFormula: 'Name = "Spy"', errorMessage: 'No spies' }],
      },
      Contact: {
        validationRules: [{ fullName: 'V', errorCondition: "Account.Industry = 'Banking'", errorMessage: 'No banks' }],
        matchingRules: [{ fullName: 'M', matchingRuleItems: [{ fieldName: 'Email', matchingMethod: 'Exact' }] }],
        duplicateRules: [
          {
            fullName: 'D',
            actionOnInsert: 'Block',
            actionOnUpdate: 'Allow',
            duplicateRuleMatchRules: [{ matchingRule: 'M' }],
          },
        ],
      },
    };
    const said = async (...args: string[]) => {
      const org = await spawnLocalOrg({ profile: 'sample', overlay, args: ['--import', judged, ...args] });
      const lines = text(org.stderr!);
      org.stdout!.once('data', () => org.kill('SIGTERM'));
      return (await lines).trim().split('\n');
    };
    assert.deepEqual(await said(), [
      'Contact.csv: 2 records imported, 2 rows refused',
      '  row 2: FIELD_CUSTOM_VALIDATION_EXCEPTION: No banks',
      '  row 5: DUPLICATES_DETECTED: Use one of these records?',
      'account.csv: 2 records imported, 1 rows refused',
      '  row 4: FIELD_CUSTOM_VALIDATION_EXCEPTION: No spies',
    ]);
    assert.deepEqual(await said('--import-unjudged'), [
      'Contact.csv: 4 records imported, 0 rows refused',
      'account.csv: 3 records imported, 0 rows refused',
    ]);
  });
});
