import assert from 'node:assert/strict';
import { recordIdIn } from '../../../client/src/records/recordId.ts';

describe('the id of a record, as a person hands it over', () => {
  const id = '001xx000003DGb2AAG';
  const check = (text: string, expected: string | undefined) =>
    it(`in ${text}`, () => assert.equal(recordIdIn(text), expected));
  check(id, id);
  check(`  ${id.slice(0, 15)}\n`, id.slice(0, 15));
  check(`https://acme.lightning.force.com/lightning/r/Account/${id}/view`, id);
  check(`https://acme.lightning.force.com/lightning/r/${id}/view`, id);
  check(
    `https://acme.lightning.force.com/lightning/r/Contact/${id}/view?ws=%2Flightning%2Fr%2F500xx0000000001AAA%2Fview`,
    id,
  );
  check(`https://acme.lightning.force.com/lightning/r/CampaignMembers/${id}/related/Tasks/view`, id);
  check(`https://acme.my.salesforce.com/${id.slice(0, 15)}?nooverride=1`, id.slice(0, 15));
  check('https://acme.lightning.force.com/lightning/o/Account/list?filterName=00Bxx0000000001AAA', undefined);
  check('https://acme.my.salesforce.com/', undefined);
  check('Account', undefined);
  check(`${id}0`, undefined);
  check('', undefined);
});
