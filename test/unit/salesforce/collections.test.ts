import assert from 'node:assert/strict';
import { saveCollection } from '../../../server/src/salesforce/composite/collections.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';

describe('collections of records', () => {
  const headersOf = async (call: Parameters<typeof saveCollection>[1]) => {
    let sent: Readonly<Record<string, string>> | undefined;
    const transport: Transport = {
      request: async ({ headers }) => {
        sent = headers;
        return { status: 200, header: () => undefined, body: Buffer.from('[]'), requestId: undefined };
      },
      stream: () => assert.fail('Nothing here is streamed.'),
      close: async () => undefined,
    };
    await saveCollection({ transport, apiVersion: '67.0' }, call);
    return sent ?? {};
  };
  const assignmentRuleOf = async (call: Parameters<typeof saveCollection>[1]) =>
    (await headersOf(call))['sforce-auto-assign'];

  it('leave owners alone, unless an assignment rule is named', async () => {
    const records = [{ attributes: { type: 'Case' }, Priority: 'High' }];
    assert.equal(await assignmentRuleOf({ operation: 'insert', records }), 'FALSE');
    assert.equal(await assignmentRuleOf({ operation: 'update', records }), 'FALSE');
    assert.equal(await assignmentRuleOf({ operation: 'upsert', object: 'Case', field: 'Key__c', records }), 'FALSE');
    const assignmentRuleId = '01Q000000000001AAA';
    assert.equal(await assignmentRuleOf({ operation: 'insert', records, assignmentRuleId }), assignmentRuleId);
  });

  it('are refused as duplicates unless the call allows them', async () => {
    const headerOf = async (allowDuplicates?: boolean) =>
      (await headersOf({ operation: 'update', records: [], allowDuplicates }))['sforce-duplicate-rule-header'];
    assert.deepEqual(
      [await headerOf(), await headerOf(false), await headerOf(true)],
      [undefined, undefined, 'allowSave=true'],
    );
  });
});
