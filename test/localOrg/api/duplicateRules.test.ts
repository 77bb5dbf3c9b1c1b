import assert from 'node:assert/strict';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { recorded, shapeOf } from '../../harness/recorded.ts';

const sameEmail = { fieldName: 'Email', matchingMethod: 'Exact' };
const overlay = {
  Contact: {
    matchingRules: [
      { fullName: 'Contact_MR', matchingRuleItems: [sameEmail] },
      {
        fullName: 'Same_person',
        booleanFilter: '1 AND (2 OR 3)',
        matchingRuleItems: [
          { fieldName: 'LastName', matchingMethod: 'LastName' },
          { fieldName: 'Phone', matchingMethod: 'Phone' },
          { fieldName: 'MailingPostalCode', matchingMethod: 'Zip' },
        ],
      },
    ],
    duplicateRules: [
      {
        fullName: 'Contacts_DR',
        actionOnInsert: 'Allow',
        actionOnUpdate: 'Allow',
        operationsOnInsert: ['alert', 'report'],
        operationsOnUpdate: ['alert'],
        alertText: 'Known already',
        duplicateRuleMatchRules: [{ matchingRule: 'Contact_MR' }, { matchingRule: 'Same_person' }],
      },
    ],
  },
  Lead: {
    duplicateRules: [
      {
        fullName: 'Is_a_contact',
        actionOnInsert: 'Block',
        actionOnUpdate: 'Allow',
        duplicateRuleMatchRules: [
          {
            matchingRule: 'Contact_MR',
            matchRuleSObjectType: 'Contact',
            objectMapping: {
              inputObject: 'Lead',
              outputObject: 'Contact',
              mappingFields: [{ inputField: 'Email', outputField: 'Email' }],
            },
          },
        ],
      },
    ],
  },
};

/** What an answer says of what was found; as much of it as the tests read. */
interface Found {
  readonly allowSave: boolean;
  readonly errorMessage: string;
  readonly matchResults: readonly {
    readonly matchEngine: string;
    readonly size: number;
    readonly matchRecords: readonly {
      readonly record: { readonly attributes: { type: string }; [field: string]: unknown };
    }[];
  }[];
}
type Refused = readonly { readonly errorCode: string; readonly duplicateResut: Found }[];

describe('duplicate rules of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ overlay });
  });
  after(() => org.stop());

  const header = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; runAsCurrentUser=true' };
  const send = (method: string, path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    org.api(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  const answer = async <Answer = Refused>(response: Promise<Response>) => (await response).json() as Promise<Answer>;
  const made = async (body: object): Promise<string> =>
    (await answer<{ id: string }>(send('POST', 'sobjects/Contact', body, header))).id;
  const count = async (where: string): Promise<number> => {
    const soql = encodeURIComponent(`SELECT Id FROM Contact WHERE ${where}`);
    return (await answer<{ totalSize: number }>(org.api(`query?q=${soql}`))).totalSize;
  };

  it('refuse a new record as real orgs do, until the request allows it', async () => {
    const id = await made({ LastName: 'One', Email: 'one@example.com' });
    const again = { LastName: 'Other', Email: 'ONE@example.com' };
    const refused = await send('POST', 'sobjects/Contact', again);
    const body = (await refused.json()) as Refused;
    assert.equal(refused.status, 400);
    assert.deepEqual(shapeOf(body), shapeOf(recorded('records/duplicates-detected.json')));
    assert.deepEqual(
      Object.keys(body[0]!),
      Object.keys((recorded('records/duplicates-detected.json') as object[])[0]!),
    );
    assert.deepEqual(body[0], {
      duplicateResut: {
        allowSave: true,
        duplicateRule: 'Contacts_DR',
        duplicateRuleEntityType: 'Contact',
        errorMessage: 'Known already',
        matchResults: [
          {
            entityType: 'Contact',
            errors: [],
            matchEngine: 'ExactMatchEngine',
            matchRecords: [
              {
                additionalInformation: [],
                fieldDiffs: [],
                matchConfidence: 100,
                record: {
                  attributes: { type: 'Contact', url: `/services/data/v67.0/sobjects/Contact/${id}` },
                  Id: id,
                },
              },
            ],
            rule: 'Contact_MR',
            size: 1,
            success: true,
          },
        ],
      },
      errorCode: 'DUPLICATES_DETECTED',
      message: 'Known already',
    });
    assert.equal(await count("Email = 'one@example.com'"), 1);
    assert.equal((await send('POST', 'sobjects/Contact', again, header)).status, 201);
    assert.equal(await count("Email = 'one@example.com'"), 2);
  });

  it('tell the fields of what they found, if asked', async () => {
    await made({ LastName: 'Full', FirstName: 'Known', Email: 'full@example.com' });
    const details = { 'Sforce-Duplicate-Rule-Header': 'includeRecordDetails=true' };
    const body = await answer(send('POST', 'sobjects/Contact', { LastName: 'x', Email: 'full@example.com' }, details));
    const { record } = body[0]!.duplicateResut.matchResults[0]!.matchRecords[0]!;
    assert.deepEqual([record.FirstName, record.Email], ['Known', 'full@example.com']);
  });

  it('know the header from version 52.0 on', async () => {
    const { origin, accessToken } = org;
    const status = async (version: string) => {
      await made({ LastName: 'Old', Email: 'old@example.com' });
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', ...header };
      const body = JSON.stringify({ LastName: 'x', Email: 'old@example.com' });
      const url = `${origin}/services/data/v${version}/sobjects/Contact`;
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    assert.deepEqual([await status('51.0'), await status('52.0')], [400, 201]);
  });

  it('compare by their filter, and texts as written differently', async () => {
    await made({ LastName: 'Müller-Lüdenscheidt', Phone: '(415) 555-1234', MailingPostalCode: '94105-1111' });
    const status = async (body: object) => (await send('POST', 'sobjects/Contact', body)).status;
    const LastName = 'muller ludenscheidt';
    assert.equal(await status({ LastName, Phone: '+1 415 555 9999' }), 400);
    assert.equal(await status({ LastName, MailingPostalCode: '94105' }), 400);
    assert.equal(await status({ LastName, Phone: '+1 212 555 1234' }), 201);
    assert.equal(await status({ LastName: 'Muller', Phone: '4155551234' }), 201);
    assert.equal(await status({ LastName }), 201, 'what is empty is like nothing');
  });

  it('look at a change of what they compare, and leave the record as it was', async () => {
    await made({ LastName: 'Taken', Email: 'taken@example.com' });
    const id = await made({ LastName: 'Changing', Email: 'changing@example.com' });
    const patch = (body: object, headers = {}) => send('PATCH', `sobjects/Contact/${id}`, body, headers);
    assert.equal((await answer(patch({ Email: 'taken@example.com' })))[0]?.errorCode, 'DUPLICATES_DETECTED');
    assert.equal(await count("Email = 'changing@example.com'"), 1);
    assert.equal((await patch({ Email: 'taken@example.com' }, header)).status, 204);
    assert.equal((await patch({ Title: 'Still a duplicate' })).status, 204);
  });

  it('block what is alike on another object, whatever the request says', async () => {
    await made({ LastName: 'Customer', Email: 'customer@example.com' });
    const lead = { LastName: 'x', Company: 'y', Email: 'customer@example.com' };
    const body = await answer(send('POST', 'sobjects/Lead', lead, header));
    const { allowSave, errorMessage, matchResults } = body[0]!.duplicateResut;
    assert.deepEqual([allowSave, errorMessage], [false, 'Use one of these records?']);
    assert.equal(matchResults[0]?.matchRecords[0]?.record.attributes.type, 'Contact');
  });

  it('refuse one of several records, which are not compared with one another', async () => {
    await made({ LastName: 'Several', Email: 'several@example.com' });
    const attributes = { type: 'Contact' };
    const records = ['several', 'new', 'new'].map(name => ({
      attributes,
      LastName: 'Several',
      Email: `${name}@example.com`,
    }));
    const failed = { statusCode: 'DUPLICATES_DETECTED', message: 'Known already', fields: [] };
    const errors = async (headers = {}) => {
      const response = send('POST', 'composite/sobjects', { records }, headers);
      return (await answer<{ errors: object[] }[]>(response)).map(result => result.errors);
    };
    assert.deepEqual(await errors(), [[failed], [], []]);
    assert.deepEqual(await errors(header), [[], [], []]);
  });

  it('refuse a tree, an upsert and a part of a composite', async () => {
    const person = { LastName: 'Everywhere', Phone: '212 555 0000' };
    await made({ ...person, Email: 'everywhere@example.com' });
    const records = [{ attributes: { type: 'Contact', referenceId: 'r' }, ...person }];
    const tree = await (await send('POST', 'composite/tree/Contact', { records })).text();
    assert.match(tree, /"errors":\[\{"statusCode":"DUPLICATES_DETECTED","message":"Known already","fields":\[\]\}\]/);
    const upsert = await answer(send('PATCH', 'sobjects/Contact/Email/elsewhere@example.com', person));
    assert.equal(upsert[0]?.errorCode, 'DUPLICATES_DETECTED');
    const node = { method: 'POST', url: '/services/data/v67.0/sobjects/Contact', body: person };
    const compositeRequest = [
      { ...node, referenceId: 'a' },
      { ...node, referenceId: 'b', httpHeaders: header },
    ];
    const parts = await answer<{ compositeResponse: { httpStatusCode: number; body: Refused }[] }>(
      send('POST', 'composite', { compositeRequest }),
    );
    const [refused, allowed] = parts.compositeResponse;
    assert.deepEqual([refused?.httpStatusCode, allowed?.httpStatusCode], [400, 201]);
    assert.equal(refused?.body[0]?.duplicateResut.matchResults[0]?.matchEngine, 'FuzzyMatchEngine');
  });

  it('refuse rows of a bulk job, and undo them alone', async () => {
    await made({ LastName: 'Bulk', Email: 'bulk@example.com' });
    const bulk = bulkJobs(org);
    const csv = 'LastName,Email\nBulk,bulk@example.com\nBulk,another@example.com\n';
    const job = await bulk.load({ object: 'Contact', operation: 'insert' }, csv);
    assert.equal(job.numberRecordsFailed, 1);
    const failed = await bulk.csv(`ingest/${job.id}/failedResults`);
    assert.match(failed, /"DUPLICATES_DETECTED:Known already:--"/);
    assert.equal(await count("LastName = 'Bulk'"), 2);
  });

  it('tell a SOAP client what they found', async () => {
    const id = await made({ LastName: 'Soap', Email: 'soap@example.com' });
    const call = async (headers: string) => {
      const contact = '<sObjects><type>Contact</type><LastName>x</LastName><Email>soap@example.com</Email></sObjects>';
      const body = `<Envelope><Header><SessionHeader><sessionId>${org.accessToken}</sessionId></SessionHeader>${headers}</Header>
        <Body><create>${contact}</create></Body></Envelope>`;
      const response = await fetch(`${org.origin}/services/Soap/u/60.0`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml', soapaction: '""' },
        body,
      });
      return response.text();
    };
    const refused = await call('');
    assert.match(refused, /<errors xsi:type="DuplicateError"><message>Known already<\/message>/);
    assert.match(refused, /<duplicateResult><allowSave>true<\/allowSave><duplicateRule>Contacts_DR<\/duplicateRule>/);
    assert.match(refused, /<matchConfidence>100.0<\/matchConfidence><record xsi:type="sf:sObject"><sf:type>Contact</);
    assert.match(refused, new RegExp(`<sf:Id>${id}</sf:Id>`));
    const allowed = await call('<DuplicateRuleHeader><allowSave>true</allowSave></DuplicateRuleHeader>');
    assert.match(allowed, /<success>true<\/success>/);
  });
});
