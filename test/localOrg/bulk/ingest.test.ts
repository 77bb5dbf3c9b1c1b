import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { bulkJobs, type JobAnswer } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { recorded, shapeOf } from '../../harness/recorded.ts';

const table = 'UpsertTable__c';
const upsert = { operation: 'upsert', object: table, externalIdFieldName: 'ExtId__c' };

describe('Bulk API 2.0 ingest', () => {
  let org: LocalOrg;
  let bulk: ReturnType<typeof bulkJobs>;
  before(async () => {
    org = await startLocalOrg();
    bulk = bulkJobs(org);
  });
  after(() => org.stop());

  const rows = async (soql: string) => {
    const response = await org.api(`query?q=${encodeURIComponent(soql)}`);
    const { records } = (await response.json()) as { records: Record<string, unknown>[] };
    return records.map(({ attributes: _attributes, ...fields }) => fields);
  };
  const results = async ({ id }: JobAnswer) => ({
    successful: await bulk.csv(`ingest/${id}/successfulResults/`),
    failed: await bulk.csv(`ingest/${id}/failedResults/`),
    unprocessed: await bulk.csv(`ingest/${id}/unprocessedrecords/`),
  });
  const idsIn = (csv: string) => [...csv.matchAll(/^"(\w{18})"/gm)].map(([, id = '']) => id);

  it('tells of a job in each state what a recorded org tells', async () => {
    const job = { ...upsert, contentType: 'CSV', lineEnding: 'LF' };
    const created = await bulk.answer('POST', 'ingest', job);
    assert.deepEqual(shapeOf(created), shapeOf(recorded('bulk/upsert-open.json')));
    assert.equal(
      (created as unknown as { contentUrl: string }).contentUrl,
      `services/data/v67.0/jobs/ingest/${created.id}/batches`,
    );
    await bulk.upload(created.id, 'ExtId__c,Name\nstates-1,A\n');
    const closed = await bulk.answer('PATCH', `ingest/${created.id}`, { state: 'UploadComplete' });
    assert.deepEqual(shapeOf(closed), shapeOf(recorded('bulk/upsert-upload-complete.json')));
    const done = await bulk.ended(`ingest/${created.id}`);
    assert.deepEqual(shapeOf(done), shapeOf(recorded('bulk/job-complete.json')));
    assert.deepEqual([done.numberRecordsProcessed, done.numberRecordsFailed], [1, 0]);
    const other = await bulk.answer('POST', 'ingest', { operation: 'delete', object: table });
    assert.deepEqual(shapeOf(other), shapeOf(recorded('bulk/delete-open.json')));
    await bulk.upload(other.id, 'Id\n');
    const otherClosed = await bulk.answer('PATCH', `ingest/${other.id}`, { state: 'UploadComplete' });
    assert.deepEqual(shapeOf(otherClosed), shapeOf(recorded('bulk/delete-upload-complete.json')));
    const partial = await bulk.load(
      upsert,
      'ExtId__c,Name,Date__c\nstates-3,A,\nstates-4,B,2003-04-987654321987654321\n',
    );
    assert.deepEqual(shapeOf(partial), shapeOf(recorded('bulk/partial-failure.json')));
    assert.deepEqual([partial.numberRecordsProcessed, partial.numberRecordsFailed], [2, 1]);
    const failed = await bulk.load(upsert, 'ExtId__c,StageName_x\nstates-2,A\n');
    assert.deepEqual(shapeOf(failed), shapeOf(recorded('bulk/failed.json')));
    assert.equal(failed.errorMessage, 'InvalidBatch : Field name not found : StageName_x');
  });

  it('inserts, and quotes results as recorded', async () => {
    const csv = [
      'Name,Text__c,ExtId__c,Date__c',
      '"Noemi ""N"" Miller",GENERATED,insert-1,2003-04-01',
      'Second,"two\nlines",insert-2,2003-04-987654321987654321',
      '',
      'Third, kept blanks ,insert-3,',
      '',
    ].join('\n');
    const job = await bulk.load({ operation: 'insert', object: table }, csv);
    assert.deepEqual([job.state, job.numberRecordsProcessed, job.numberRecordsFailed], ['JobComplete', 3, 1]);
    const { successful, failed, unprocessed } = await results(job);
    const [header, row] = String(recorded('bulk/failed-results.csv')).trimEnd().split('\n');
    assert.equal(
      failed.split('\n')[0],
      header?.replace('StageName,external_id__c,CloseDate', 'Text__c,ExtId__c,Date__c'),
    );
    const error = row?.split('","')[1]?.replace('CloseDate', 'Date__c');
    assert.equal(
      failed.slice(failed.indexOf('\n') + 1),
      `"","${error}","Second","two\nlines","insert-2","2003-04-987654321987654321"\n`,
    );
    const [first = '', third = ''] = idsIn(successful);
    assert.equal(
      successful,
      [
        '"sf__Id","sf__Created",Name,Text__c,ExtId__c,Date__c',
        `"${first}","true","Noemi ""N"" Miller","GENERATED","insert-1","2003-04-01"`,
        `"${third}","true","Third"," kept blanks ","insert-3",""`,
        '',
      ].join('\n'),
    );
    assert.equal(unprocessed, 'Name,Text__c,ExtId__c,Date__c\n');
  });

  it('names the fields of an error, or none', async () => {
    const { failed } = await results(await bulk.load({ operation: 'insert', object: 'Account' }, 'Phone\n1\n'));
    assert.match(failed, /"REQUIRED_FIELD_MISSING:Required fields are missing: \[Name\]:Name --"/);
    const update = await bulk.load(
      { operation: 'update', object: 'Account' },
      'Id,Name\n001000000000000AAA,x\n,y\nnope,z\n',
    );
    const errors = (await results(update)).failed.split('\n').slice(1, 4);
    assert.deepEqual(errors, [
      '"001000000000000AAA","INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--","001000000000000AAA","x"',
      '"","MISSING_ARGUMENT:Id not specified in an update call:Id --","","y"',
      '"nope","MALFORMED_ID:malformed id nope:--","nope","z"',
    ]);
  });

  it('updates: an empty cell leaves a field alone, #N/A empties it', async () => {
    const { successful } = await results(
      await bulk.load(
        { operation: 'insert', object: table },
        'Name,Text__c,Number__c,Flag__c\nA,x,1.5,yes\nB,y,2,FALSE\n',
      ),
    );
    const [a, b] = idsIn(successful);
    const csv = `Id,Text__c,Number__c,flag__c\n${a},,#N/A,0\n${b},z,3,1\n`;
    const job = await bulk.load({ operation: 'update', object: table }, csv);
    assert.equal(job.numberRecordsFailed, 0);
    assert.match((await results(job)).successful, new RegExp(`^"${a}","false","${a}","","#N/A","0"$`, 'm'));
    assert.deepEqual(
      await rows(`SELECT Text__c, Number__c, Flag__c FROM ${table} WHERE Id IN ('${a}', '${b}') ORDER BY Name`),
      [
        { Text__c: 'x', Number__c: null, Flag__c: false },
        { Text__c: 'z', Number__c: 3, Flag__c: true },
      ],
    );
  });

  it('upserts by an external id', async () => {
    const first = await bulk.load(upsert, 'ExtId__c,Name\nup-1,A\nup-2,B\n,No key\n');
    const second = await bulk.load(upsert, 'Name,extid__c\nC,up-2\nD,up-3\n');
    const created = (csv: string) => [...csv.matchAll(/^"\w{18}","(\w+)"/gm)].map(([, word]) => word);
    assert.deepEqual(created((await results(first)).successful), ['true', 'true']);
    assert.match((await results(first)).failed, /"MISSING_ARGUMENT:ExtId__c not specified:ExtId__c --"/);
    assert.deepEqual(created((await results(second)).successful), ['false', 'true']);
    assert.deepEqual(await rows(`SELECT Name FROM ${table} WHERE ExtId__c LIKE 'up-%' ORDER BY ExtId__c`), [
      { Name: 'A' },
      { Name: 'C' },
      { Name: 'D' },
    ]);
  });

  it('refuses rows that name the same record, as far as they are saved together', async () => {
    const others = Array.from({ length: 198 }, (_, n) => `other-${n},O\n`).join('');
    const job = await bulk.load(upsert, `ExtId__c,Name\nsame,A\nSAME,B\n${others}same,C\n`);
    const { failed } = await results(job);
    assert.deepEqual(failed.match(/Duplicate external id specified: same:ExtId__c --/g)?.length, 2);
    assert.deepEqual(await rows(`SELECT Name FROM ${table} WHERE ExtId__c = 'same'`), [{ Name: 'C' }]);
    const empty = await results(await bulk.load(upsert, 'ExtId__c,Name\n#N/A,A\n#N/A,B\n'));
    assert.deepEqual(empty.failed.match(/MISSING_ARGUMENT/g)?.length, 2);
    const [{ Id }] = (await rows(`SELECT Id FROM ${table} WHERE ExtId__c = 'same'`)) as [{ Id: string }];
    const update = { object: table, operation: 'update' };
    const changed = await results(await bulk.load(update, `Id,Name\n${Id},D\n${Id.slice(0, 15)},E\n`));
    assert.match(changed.failed, new RegExp(`"DUPLICATE_VALUE:Duplicate id specified: ${Id}:--"`));
    assert.deepEqual(await rows(`SELECT Name FROM ${table} WHERE ExtId__c = 'same'`), [{ Name: 'D' }]);
  });

  it('deletes, to the recycle bin or for good', async () => {
    const { successful } = await results(await bulk.load({ operation: 'insert', object: table }, 'Name\nA\nB\n'));
    const [a = '', b = ''] = idsIn(successful);
    const inBin = async (id: string) => {
      const response = await org.api(
        `queryAll?q=${encodeURIComponent(`SELECT COUNT() FROM ${table} WHERE Id = '${id}'`)}`,
      );
      return ((await response.json()) as { totalSize: number }).totalSize;
    };
    assert.equal((await bulk.load({ operation: 'delete', object: table }, `Id\n${a}\n`)).numberRecordsFailed, 0);
    assert.equal((await bulk.load({ operation: 'hardDelete', object: table }, `Id\n${b}\n`)).numberRecordsFailed, 0);
    assert.deepEqual([await inBin(a), await inBin(b)], [1, 0]);
    const next = idsIn(
      (await results(await bulk.load({ operation: 'insert', object: table }, 'Name\nC\n'))).successful,
    );
    assert.ok((next[0] ?? '') > b, 'no id comes twice');
    const again = await bulk.load({ operation: 'delete', object: table }, `Id\n${a}\n`);
    assert.match((await results(again)).failed, new RegExp(`^"${a}","ENTITY_IS_DELETED:entity is deleted:--"`, 'm'));
  });

  it('finds parents by their external ids', async () => {
    const unknown = await bulk.load({ operation: 'insert', object: 'Contact' }, 'LastName,Account.Nope\nA,B\n');
    assert.equal(unknown.errorMessage, 'InvalidBatch : Field name not found : Account.Nope');
    const job = await bulk.load(
      { operation: 'insert', object: 'Contact' },
      `LastName,Owner.Username\nBulk owner,${org.username}\nBulk nobody,nobody@example.com\n`,
    );
    assert.deepEqual([job.numberRecordsProcessed, job.numberRecordsFailed], [2, 1]);
    assert.match((await results(job)).failed, /INVALID_FIELD:Foreign key external ID: nobody@example.com not found/);
    const task = await bulk.load(
      { operation: 'insert', object: 'Task' },
      'Subject,Contact:Who.Email\nBulk task,nobody@example.com\nNo parent,\n',
    );
    assert.deepEqual([task.state, task.numberRecordsFailed], ['JobComplete', 1]);
  });

  const forms: readonly [columnDelimiter: string, separator: string][] = [
    ['TAB', '\t'],
    ['PIPE', '|'],
    ['SEMICOLON', ';'],
    ['CARET', '^'],
    ['BACKQUOTE', '`'],
  ];
  for (const [columnDelimiter, separator] of forms) {
    it(`reads and writes CSV with ${columnDelimiter} and CRLF`, async () => {
      const csv = `Name${separator}Text__c\r\nA${separator}"x${separator}y\nz"\r\n`;
      const job = { operation: 'insert', object: table, columnDelimiter, lineEnding: 'CRLF' };
      const { successful } = await results(await bulk.load(job, csv));
      const [id] = idsIn(successful);
      const expected = [
        ['"sf__Id"', '"sf__Created"', 'Name', 'Text__c'],
        [`"${id}"`, '"true"', '"A"', `"x${separator}y\nz"`],
      ];
      assert.equal(successful, expected.map(cells => `${cells.join(separator)}\r\n`).join(''));
    });
  }

  const failures: readonly [what: string, job: object, csv: string, message: string][] = [
    [
      'another line ending',
      { operation: 'insert', object: table },
      'Name\r\nA\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'LF instead of CRLF',
      { operation: 'insert', object: table, lineEnding: 'CRLF' },
      'Name\nA\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF',
    ],
    [
      'a blank beside a quote',
      { operation: 'insert', object: table },
      'Name\nKept before the fault\n"A" \n',
      'InvalidBatch : Failed to parse CSV. Invalid Closing Quote',
    ],
  ];
  for (const [what, job, csv, message] of failures) {
    it(`fails a job with ${what}`, async () => {
      const { state, errorMessage = '' } = await bulk.load(job, csv);
      assert.equal(state, 'Failed');
      assert.ok(errorMessage.startsWith(message), errorMessage);
    });
  }

  it('takes compressed uploads, and one of nothing', async () => {
    const { id } = await bulk.answer('POST', 'ingest', { operation: 'insert', object: table });
    const csv = `Name\n${'Compressed\n'.repeat(1000)}`;
    assert.equal((await bulk.upload(id, gzipSync(csv), { 'content-encoding': 'gzip' })).status, 201);
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    assert.equal((await bulk.ended(`ingest/${id}`)).numberRecordsProcessed, 1000);
    const nothing = await bulk.load({ operation: 'insert', object: table }, '');
    assert.deepEqual([nothing.state, nothing.numberRecordsProcessed], ['JobComplete', 0]);
  });

  it('forgets an upload that breaks off, and takes another', async () => {
    const { id } = await bulk.answer('POST', 'ingest', { operation: 'insert', object: table });
    const broken = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.from(`Name\n${'Broken off\n'.repeat(50_000)}`));
        controller.error(new Error('The client goes away'));
      },
    });
    await assert.rejects(
      org.api(`jobs/ingest/${id}/batches`, {
        method: 'PUT',
        body: broken,
        headers: { 'content-type': 'text/csv' },
        duplex: 'half',
      } as RequestInit),
    );
    let status = 400;
    while (status === 400) ({ status } = await bulk.upload(id, 'Name\nWhole\n'));
    assert.equal(status, 201);
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    assert.equal((await bulk.ended(`ingest/${id}`)).numberRecordsProcessed, 1);
  });

  it('takes a job with its data in one request', async () => {
    const form = new FormData();
    form.set('job', new Blob([JSON.stringify({ operation: 'insert', object: table })], { type: 'application/json' }));
    form.set('content', new Blob(['Name\nMultipart\n'], { type: 'text/csv' }), 'content');
    const response = await org.api('jobs/ingest', { method: 'POST', body: form });
    const { id, state } = (await response.json()) as JobAnswer;
    assert.deepEqual([response.status, state], [200, 'UploadComplete']);
    assert.equal((await bulk.ended(`ingest/${id}`)).numberRecordsProcessed, 1);
  });

  it('answers other requests while it works, and stops when it is told to', async () => {
    const { id } = await bulk.answer('POST', 'ingest', upsert);
    const lines = Array.from({ length: 30_000 }, (_, n) => `abort-${n}\n`);
    await bulk.upload(id, `ExtId__c\n${lines.join('')}`);
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    for (;;) {
      const job = await bulk.answer('GET', `ingest/${id}`);
      if (job.numberRecordsProcessed === 0) continue;
      assert.deepEqual(shapeOf(job), shapeOf(recorded('bulk/in-progress.json')));
      break;
    }
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'Aborted' });
    const job = await bulk.ended(`ingest/${id}`);
    const { successful, unprocessed } = await results(job);
    assert.ok(job.numberRecordsProcessed < 30_000);
    assert.equal(idsIn(successful).length, job.numberRecordsProcessed);
    assert.equal(unprocessed.split('\n').length - 2, 30_000 - job.numberRecordsProcessed);
  });

  it('lists jobs, and forgets deleted ones', async () => {
    const { id } = await bulk.load({ operation: 'insert', object: table }, 'Name\nListed\n');
    const list = async () => {
      const { done, records } = (await bulk.answer('GET', 'ingest')) as unknown as {
        done: boolean;
        records: JobAnswer[];
      };
      assert.equal(done, true);
      return records.map(job => job.id);
    };
    assert.ok((await list()).includes(id));
    assert.equal((await bulk.send('DELETE', `ingest/${id}`)).status, 204);
    assert.ok(!(await list()).includes(id));
    assert.equal((await bulk.send('GET', `ingest/${id}`)).status, 404);
    const classic = (await bulk.answer('GET', 'ingest?jobType=Classic')) as unknown as { records: unknown[] };
    assert.deepEqual(classic.records, []);
  });

  const refusals: readonly [what: string, body: unknown, code: string][] = [
    ['an unknown object', { operation: 'insert', object: 'Nope' }, 'INVALIDENTITY'],
    ['an unknown operation', { operation: 'merge', object: table }, 'INVALIDJOB'],
    ['an upsert without an external id', { operation: 'upsert', object: table }, 'INVALIDJOB'],
    [
      'an upsert by another field',
      { operation: 'upsert', object: table, externalIdFieldName: 'Text__c' },
      'INVALIDJOB',
    ],
    ['another content type', { operation: 'insert', object: table, contentType: 'JSON' }, 'INVALIDJOB'],
    ['another delimiter', { operation: 'insert', object: table, columnDelimiter: 'COLON' }, 'INVALIDJOB'],
  ];
  for (const [what, body, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const response = await bulk.send('POST', 'ingest', body);
      const [error] = (await response.json()) as { errorCode: string }[];
      assert.deepEqual([response.status, error?.errorCode], [400, code]);
    });
  }

  it('refuses what the state of a job does not allow', async () => {
    const codeOf = async (response: Response) => ((await response.json()) as { errorCode: string }[])[0]?.errorCode;
    const { id } = await bulk.answer('POST', 'ingest', { operation: 'insert', object: table });
    assert.equal(await codeOf(await bulk.send('GET', `ingest/${id}/successfulResults`)), 'INVALIDJOBSTATE');
    assert.equal(await codeOf(await bulk.send('DELETE', `ingest/${id}`)), 'API_ERROR');
    assert.equal(await codeOf(await bulk.send('PATCH', `ingest/${id}`, { state: 'JobComplete' })), 'INVALIDJOB');
    assert.equal((await bulk.upload(id, 'Name\nA\n')).status, 201);
    assert.equal(await codeOf(await bulk.upload(id, 'Name\nA\n')), 'INVALIDBATCH');
    assert.equal((await bulk.upload(id, 'Name', { 'content-type': 'text/plain' })).status, 415);
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'Aborted' });
    assert.equal(await codeOf(await bulk.send('PATCH', `ingest/${id}`, { state: 'Aborted' })), 'INVALIDJOBSTATE');
    assert.equal(await codeOf(await bulk.upload(id, 'Name\nA\n')), 'INVALIDJOBSTATE');
  });

  it('counts batches against the limit of the day', async () => {
    const remaining = async () => {
      const limits = (await (await org.api('limits')).json()) as { DailyBulkApiBatches: { Remaining: number } };
      return limits.DailyBulkApiBatches.Remaining;
    };
    const before = await remaining();
    await bulk.load({ operation: 'insert', object: table }, `Name\n${'Counted\n'.repeat(10_001)}`);
    assert.equal(before - (await remaining()), 2);
  });
});
