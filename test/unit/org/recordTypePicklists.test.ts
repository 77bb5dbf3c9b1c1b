import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordTypePicklists } from '../../../server/src/org/recordTypePicklists.ts';
import { schemaStore } from '../../../server/src/org/schemaStore.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import type { Answer } from '../../../server/src/salesforce/transport/answer.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { orgOf } from '../../harness/orgText.ts';
import { manualTimers } from '../base/manualTimers.ts';

const [partner, minutes] = ['012000000000001AAA', 60_000];
const schema = orgOf(`
Account
  Type picklist = Prospect | Reseller
  recordType ${partner} Partner "Partner"
  recordType 012000000000000AAA Master "Master"
Task
  Status picklist = Open
  recordType 012000000000000AAA Master "Master"
`);

describe('the picklists of record types', () => {
  let folder: string;
  let values: string[];
  let refusal: string | undefined;
  let calls: string[];
  let opened: RecordTypePicklists[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picklists-'));
    values = ['Reseller'];
    refusal = undefined;
    calls = [];
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map(one => one.saved()));
    await rm(folder, { recursive: true });
  });

  const transport = {
    async request({
      path,
      headers = {},
    }: {
      path: string;
      headers?: Readonly<Record<string, string>>;
    }): Promise<Answer> {
      const known = headers['if-none-match'];
      calls.push(path.replace(/^.*object-info\//, '') + (known ? '?' : ''));
      if (refusal) throw new SalesforceError({ code: refusal, message: '', status: 400 });
      const etag = `"${values.join()}"`;
      const type = { controllerValues: {}, values: values.map(value => ({ value, label: value, validFor: [] })) };
      const body = JSON.stringify({ eTag: etag, picklistFieldValues: { Type: type } });
      const header = (name: string) => (name === 'etag' ? etag : undefined);
      return { status: known === etag ? 304 : 200, header, body: Buffer.from(body), requestId: undefined };
    },
  } as unknown as Transport;

  /** As a newly started server has them. */
  function open() {
    const timers = manualTimers();
    timers.advance(Date.now());
    const ignore = () => undefined;
    const picklists = new RecordTypePicklists({
      transport,
      apiVersion: async () => '67.0',
      schema: {
        async describe(name) {
          const object = schema.object(name);
          if (typeof object === 'string') throw new SalesforceError({ code: 'NOT_FOUND', message: name });
          return object;
        },
      },
      store: version => schemaStore(join(folder, version)),
      currentForMs: 5 * minutes,
      timers,
      log: { error: ignore, info: ignore, trace: ignore, warn: ignore },
    });
    opened.push(picklists);
    return { picklists, timers };
  }
  const path = `Account/picklist-values/${partner}`;

  it('are asked for once, by whoever needs them, and lie on the disk', async () => {
    const { picklists } = open();
    const found = await Promise.all([picklists.of('account', partner), picklists.of('Account', partner.slice(0, 15))]);
    assert.deepEqual(found, [{ Type: ['Reseller'] }, { Type: ['Reseller'] }]);
    await picklists.saved();
    assert.deepEqual(await open().picklists.of('Account', partner), { Type: ['Reseller'] });
    assert.deepEqual(calls, [path]);
  });

  it('of records without a type are those of the master', async () => {
    assert.deepEqual(await open().picklists.of('Account', null), { Type: ['Reseller'] });
    assert.deepEqual(calls, ['Account/picklist-values/012000000000000AAA']);
  });

  it('are answered at once and looked at again after a while', async () => {
    const { picklists, timers } = open();
    await picklists.of('Account', partner);
    timers.advance(6 * minutes);
    await picklists.of('Account', partner);
    await picklists.of('Account', partner);
    assert.deepEqual(calls, [path, `${path}?`]);
    values = ['Other'];
    timers.advance(6 * minutes);
    assert.deepEqual(await picklists.of('Account', partner), { Type: ['Reseller'] });
    await picklists.saved();
    await new Promise(setImmediate);
    assert.deepEqual(await picklists.of('Account', partner), { Type: ['Other'] });
  });

  it('are asked for anew where the user wants it', async () => {
    const { picklists } = open();
    await picklists.of('Account', partner);
    await picklists.saved();
    values = ['Other'];
    picklists.forget();
    assert.deepEqual(await picklists.of('Account', partner), { Type: ['Other'] });
  });

  it('cost nothing where an object has no record types, or the type is none of it', async () => {
    const { picklists } = open();
    assert.equal(await picklists.of('Task', null), undefined);
    assert.equal(await picklists.of('Account', '012000000000009AAA'), undefined);
    assert.equal(await picklists.of('Nope', null), undefined);
    assert.deepEqual(calls, []);
  });

  it('are not asked for again and again where the org refuses', async () => {
    refusal = 'INVALID_TYPE';
    const { picklists, timers } = open();
    assert.equal(await picklists.of('Account', partner), undefined);
    assert.equal(await picklists.of('Account', partner), undefined);
    assert.equal(calls.length, 1);
    refusal = undefined;
    timers.advance(2 * minutes);
    assert.deepEqual(await picklists.of('Account', partner), { Type: ['Reseller'] });
  });
});
