import assert from 'node:assert/strict';
import tls from 'node:tls';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { describeMany } from '../../../server/src/salesforce/rest/describeMany.ts';
import { queryPage, queryPath } from '../../../server/src/salesforce/rest/query.ts';
import { apiFolder, newestVersion } from '../../../server/src/salesforce/rest/versions.ts';
import type { NetworkOptions } from '../../../server/src/salesforce/transport/dispatcher.ts';
import { createTransport, type Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { type CompanyNetwork, companyNetwork } from '../../harness/companyNetwork.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const HOST = 'acme.my.salesforce.example';

describe('behind an authenticating proxy, with a private certificate authority', () => {
  const trustedBefore = tls.getCACertificates('default');
  let org: LocalOrg;
  let company: CompanyNetwork;

  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
    company = await companyNetwork(org.origin, HOST);
  });
  afterEach(() => tls.setDefaultCACertificates(trustedBefore));
  after(async () => {
    await company.close();
    await org.stop();
  });

  const trust = () => tls.setDefaultCACertificates([...trustedBefore, company.authority]);

  async function throughTransport<Result>(
    network: NetworkOptions,
    work: (transport: Transport) => Promise<Result>,
  ): Promise<Result> {
    const transport = createTransport({
      tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: `https://${HOST}` }) },
      clientName: 'ProxyTest',
      network,
      sleep: async () => undefined,
    });
    try {
      return await work(transport);
    } finally {
      await transport.close();
    }
  }
  const codeOf = (network: NetworkOptions) =>
    throughTransport(network, newestVersion).then(
      () => 'ok',
      (error: unknown) => (error instanceof SalesforceError ? error.code : String(error)),
    );

  it('everything works once the authority is trusted', async () => {
    trust();
    await throughTransport({ proxyUrl: company.proxyUrl() }, async transport => {
      const version = await newestVersion(transport);
      const described = await describeMany(transport, apiFolder(version, 'rest'), [
        { name: 'Account' },
        { name: 'Contact' },
      ]);
      assert.ok(described.every(one => typeof one === 'object' && 'value' in one));
      const names = Array.from({ length: 1500 }, (_, index) => `'No company ${index}'`);
      const long = `SELECT Id FROM Account WHERE Name NOT IN (${names})`;
      for (const soql of ['SELECT Id FROM Account', long]) {
        const page = await queryPage(transport, queryPath(version, soql), new AbortController().signal);
        assert.ok((JSON.parse(page.toString()) as { totalSize: number }).totalSize > 0);
      }
    });
    assert.deepEqual(new Set(company.asked), new Set([`${HOST}:443`]));
  });

  it('the message says that the certificate is not trusted, or that the proxy wants another password', async () => {
    assert.equal(await codeOf({ proxyUrl: company.proxyUrl() }), 'UNTRUSTED_CERTIFICATE');
    assert.equal(await codeOf({ proxyUrl: company.proxyUrl(), strictSSL: false }), 'ok');
    trust();
    assert.equal(await codeOf({ proxyUrl: company.proxyUrl('ann:wrong') }), 'PROXY_REFUSED');
    assert.equal(await codeOf({ proxyUrl: company.proxyUrl() }), 'ok');
  });
});
