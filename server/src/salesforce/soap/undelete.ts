import type { SaveResult } from '../composite/collections.ts';
import { badAnswer } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { callSoap, textElement } from './envelope.ts';

/**
 * Takes records out of the recycle bin, at most 200, with what was deleted along with them; the outcomes in their order.
 * Of the APIs over HTTP only SOAP can.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_undelete.htm
 */
export async function undeleteRecords(
  target: { readonly transport: Transport; readonly apiVersion: string },
  ids: readonly string[],
): Promise<readonly SaveResult[]> {
  const response = await callSoap(
    target,
    'undelete',
    ids.map(id => textElement('ids', id)),
  );
  const results = response.children('result');
  if (results.length !== ids.length) throw badAnswer('The answer does not have one outcome for each record.');
  return results.map(result => ({
    id: result.text('id'),
    success: result.text('success') === 'true',
    created: false,
    errors: result.children('errors').map(error => ({
      statusCode: error.text('statusCode'),
      message: error.text('message'),
      fields: [],
    })),
  }));
}
