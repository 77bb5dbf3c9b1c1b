import assert from 'node:assert/strict';
import { kindOf } from '../../../client/src/auth/identity.ts';
import { describeOrg, isHigh } from '../../../client/src/orgs/orgLabel.ts';
import type { ConnectedOrg } from '../../../client/src/orgs/registry.ts';
import { german, words } from './words.ts';

const ORG: ConnectedOrg = {
  key: '00D000000000001AAA.005000000000001AAA',
  organizationId: '00D000000000001AAA',
  userId: '005000000000001AAA',
  username: 'ann@acme.example',
  name: 'Acme *Ltd*',
  names: ['ann@acme.example'],
  instanceUrl: 'https://acme.my.salesforce.com',
  kind: 'sandbox',
  signedOut: false,
};

describe('an org in the status bar', () => {
  const check = (title: string, org: ConnectedOrg | undefined, used: number | undefined, expected: string) => {
    it(title, () => {
      const usage = used === undefined ? undefined : { used, max: 15_000 };
      assert.equal(describeOrg(org, usage, false, words).text, expected);
    });
  };
  check('shows its name', ORG, undefined, '$(beaker) Acme *Ltd*');
  check('shows the share of calls', ORG, 3_100, '$(beaker) Acme *Ltd*  20 %');
  check('marks production in words', { ...ORG, kind: 'production' }, 0, '$(shield) Acme *Ltd* · Production  0 %');
  check('marks an org that is signed out', { ...ORG, signedOut: true }, undefined, '$(warning) Acme *Ltd*');
  check('asks for a choice', undefined, undefined, '$(cloud) Select an org');

  it('says the whole in its tooltip and to a screen reader', () => {
    const { tooltip, accessible } = describeOrg(ORG, { used: 3_100, max: 15_000 }, false, words);
    assert.ok(tooltip.includes('**Acme \\*Ltd\\***') && tooltip.includes('3,100 of 15,000 API calls'));
    assert.equal(accessible, 'Salesforce org Acme *Ltd*, Sandbox, 3,100 of 15,000 API calls used today');
  });

  it('writes numbers as the language of the display does', () => {
    const { accessible } = describeOrg(ORG, { used: 3_100, max: 15_000 }, false, german);
    assert.ok(accessible.includes('3.100 of 15.000'), accessible);
  });
});

describe('a high use of the daily calls', () => {
  const check = (used: number, max: number, percent: number, expected: boolean) => {
    it(`${used} of ${max} at ${percent} %`, () => assert.equal(isHigh({ used, max }, percent), expected));
  };
  check(7_999, 10_000, 80, false);
  check(8_000, 10_000, 80, true);
  check(10_000, 10_000, 100, false);
  check(0, 0, 80, false);
});

describe('the kind of an org', () => {
  const row = { IsSandbox: false, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null };
  const check = (expected: string, org: typeof row | object, url = ORG.instanceUrl) => {
    it(expected, () => assert.equal(kindOf(url, { ...row, ...org }), expected));
  };
  check('production', {});
  check('sandbox', { IsSandbox: true });
  check('scratch', { IsSandbox: true, TrialExpirationDate: '2026-12-01T00:00:00.000+0000' });
  check('developer', { OrganizationType: 'Developer Edition' });
  check('local', {}, 'http://127.0.0.1:4567');
});
