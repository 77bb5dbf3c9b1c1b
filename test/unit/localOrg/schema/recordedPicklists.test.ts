import assert from 'node:assert/strict';
import { recordedPicklists } from '../../../../server/src/localOrg/schema/recordedPicklists.ts';

const id = '01254000001upcKAAQ';
const url = `/services/data/v60.0/ui-api/object-info/Account/picklist-values/${id}`;
const values = [{ value: 'A' }, { value: 'B' }];

describe('picklists of record types in recorded answers', () => {
  for (const [what, answer, expected] of [
    ['all of the UI API', { picklistFieldValues: { Type: { url: `${url}/Type`, values } } }, { Type: ['A', 'B'] }],
    ['one of the UI API', { url: `${url}/Rating`, values }, { Rating: ['A', 'B'] }],
    [
      'a describe of layouts',
      {
        recordTypeMappings: [
          { recordTypeId: id, picklistsForRecordType: [{ picklistName: 'Type', picklistValues: values }] },
          { recordTypeId: '012000000000000AAA', picklistsForRecordType: null },
        ],
      },
      { Type: ['A', 'B'] },
    ],
    ['any other answer', { sobjects: [] }, undefined],
    ['no object', null, undefined],
  ] as const) {
    it(`of ${what}`, () => assert.deepEqual(recordedPicklists([answer]).get(id), expected));
  }
});
