import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

describe('the first Bulk API of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const send = async (method: string, path: string, body?: string, token = org.accessToken) => {
    const url = `${org.origin}/services/async/${path}`;
    const response = await fetch(url, {
      method,
      headers: { 'x-sfdc-session': token },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, text: await response.text() };
  };
  const job = (inner: string) =>
    `<?xml version="1.0"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">${inner}</jobInfo>`;
  const open = (operation: string, object: string) =>
    job(`<operation>${operation}</operation><object>${object}</object><contentType>CSV</contentType>`);
  const member = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

  it('has the members of a job and of a batch in Salesforce’s order', async () => {
    const made = await send('POST', '60.0/job', open('insert', 'Account'));
    const id = member(made.text, 'id') ?? '';
    assert.equal(made.status, 201);
    assert.deepEqual(names(made.text), [
      ...['id', 'operation', 'object', 'createdById', 'createdDate', 'systemModstamp', 'state', 'concurrencyMode'],
      ...['contentType', 'numberBatchesQueued', 'numberBatchesInProgress', 'numberBatchesCompleted'],
      ...['numberBatchesFailed', 'numberBatchesTotal', 'numberRecordsProcessed', 'numberRetries', 'apiVersion'],
      ...['numberRecordsFailed', 'totalProcessingTime', 'apiActiveProcessingTime', 'apexProcessingTime'],
    ]);
    const batch = await send('POST', `60.0/job/${id}/batch`, 'Name\nA & B\n');
    assert.equal(batch.status, 201);
    assert.deepEqual(names(batch.text), [
      ...['id', 'jobId', 'state', 'createdDate', 'systemModstamp', 'numberRecordsProcessed', 'numberRecordsFailed'],
      ...['totalProcessingTime', 'apiActiveProcessingTime', 'apexProcessingTime'],
    ]);
    const path = `60.0/job/${id}/batch/${member(batch.text, 'id')}`;
    for (;;) if (member((await send('GET', path)).text, 'state') === 'Completed') break;
    assert.match(
      (await send('GET', `${path}/result`)).text,
      /^"Id","Success","Created","Error"\n"001\w{15}","true","true",""\n$/,
    );
    assert.equal((await send('GET', `${path}/request`)).text, 'Name\nA & B\n');
    assert.equal(member((await send('POST', `60.0/job/${id}`, job('<state>Closed</state>'))).text, 'state'), 'Closed');
    assert.equal(member((await send('GET', `60.0/job/${id}`)).text, 'numberRecordsProcessed'), '1');
  });

  const refused: readonly [what: string, path: string, body: string, exceptionCode: string, token?: string][] = [
    ['no session', '60.0/job', open('insert', 'Account'), 'InvalidSessionId', 'x'],
    ['a retired version', '20.0/job', open('insert', 'Account'), 'InvalidVersion'],
    ['no XML', '60.0/job', 'x', 'InvalidXML'],
    ['entities', '60.0/job', `<!DOCTYPE x [<!ENTITY a "b">]>${open('insert', 'Account')}`, 'InvalidXML'],
    ['elements without an end', '60.0/job', '<a>'.repeat(100), 'InvalidXML'],
    ['elements nested too deeply', '60.0/job', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`, 'InvalidXML'],
    ['an unknown object', '60.0/job', open('insert', 'Nope'), 'InvalidEntity'],
    ['an unknown operation', '60.0/job', open('merge', 'Account'), 'InvalidJob'],
    ['another content type', '60.0/job', open('insert', 'Account').replace('CSV', 'XML'), 'InvalidJob'],
    ['an unknown job', '60.0/job/750000000000001/batch', 'Name\nx\n', 'InvalidJob'],
  ];
  for (const [what, path, body, exceptionCode, token] of refused) {
    it(`refuses ${what}`, async () => {
      const { status, text } = await send('POST', path, body, token);
      assert.deepEqual([status, member(text, 'exceptionCode')], [400, exceptionCode], text);
    });
  }
});

/** The names of the elements below the root. */
function names(xml: string): readonly string[] {
  return [...xml.matchAll(/<(\w+)(?: [^>]*)?>/g)].map(match => match[1] ?? '').slice(1);
}
