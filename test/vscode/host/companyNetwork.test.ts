import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import * as vscode from 'vscode';
import { createFlows } from '../../../client/src/auth/flows/flows.ts';
import type { Questions } from '../../../client/src/auth/flows/questions.ts';
import { beginAuthorization, redeemCode, refresh } from '../../../client/src/auth/oauth.ts';
import { createLocalOrg } from '../../../client/src/orgs/localOrg.ts';
import { type CompanyNetwork, companyNetwork } from '../../harness/companyNetwork.ts';
import { signIn } from '../../harness/signIn.ts';
import { noRedirects } from './client.ts';
import { type RunningOrg, SECRETS, startOrg } from './org.ts';

const HOST = 'acme.my.salesforce.example';
const LOGIN_URL = `https://${HOST}`;
const USERNAME = 'admin@local.example';
const REQUEST = { scopes: ['api'] };

/** Signing in goes by VS Code's own fetch, and so by its proxy settings and its certificates. */
describe('signing in behind an authenticating proxy, with a private certificate authority', () => {
  const trustedBefore = tls.getCACertificates('default');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'company-'));
  let org: RunningOrg;
  let company: CompanyNetwork;

  before(async () => {
    org = await startOrg();
    company = await companyNetwork(org.origin, HOST);
    // With the system's certificates VS Code trusts a list of its own making, which no test can add to.
    await set('systemCertificates', false);
  });
  afterEach(() => tls.setDefaultCACertificates(trustedBefore));
  after(async () => {
    for (const name of ['proxy', 'systemCertificates']) await set(name, undefined);
    await company.close();
    await org.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
  const trust = () => tls.setDefaultCACertificates([...trustedBefore, company.authority]);

  function flows() {
    const answers: Readonly<Record<string, string>> = {
      'Consumer key of the app': 'LocalOrgIntegration',
      'Consumer secret of the app': SECRETS.clientSecret,
      'Access token': org.accessToken,
    };
    const ask: Questions = {
      text: async ({ title }) => answers[title] ?? assert.fail(`asked for ${title}`),
      choose: async () => assert.fail('nothing to choose'),
      file: async () => assert.fail('no file'),
      loginHost: async () => LOGIN_URL,
      myDomain: async () => LOGIN_URL,
    };
    const localOrg = createLocalOrg({ stateDir: folder, script: folder, onRunningChanged: () => undefined });
    return createFlows(localOrg, noRedirects, ask, folder);
  }

  // The first one: VS Code keeps connections that were trusted.
  it('says that the certificate is not trusted', async () => {
    await set('proxy', company.proxyUrl());
    await assert.rejects(flows().clientCredentials.signIn(REQUEST), { message: /does not trust the certificate/ });
  });

  it('exchanges, asks who it is, renews and revokes through the proxy', async () => {
    await set('proxy', company.proxyUrl());
    trust();
    const { clientCredentials, accessToken } = flows();
    const session = await clientCredentials.signIn(REQUEST);
    assert.equal(session.instanceUrl, LOGIN_URL);
    const renewed = await clientCredentials.renew(session);
    assert.notEqual(renewed.accessToken, session.accessToken);
    await clientCredentials.revoke(renewed);
    assert.equal((await accessToken.signIn(REQUEST)).username, USERNAME);
    assert.ok(company.asked.length > 0);
    assert.deepEqual(new Set(company.asked), new Set([`${HOST}:443`]));
  });

  it('exchanges the code of a browser sign-in, and refreshes', async () => {
    await set('proxy', company.proxyUrl());
    trust();
    const clientId = 'SalesforceIntegrationWorkbench';
    const redirectUri = 'http://localhost:1717/OauthRedirect';
    const request = { loginUrl: LOGIN_URL, clientId, redirectUri, scopes: ['api', 'refresh_token'] };
    const authorization = await beginAuthorization(request);
    const person = { username: USERNAME, password: SECRETS.password, decision: 'allow' } as const;
    const { searchParams } = await signIn(authorization.url.href, person);
    const { refreshToken = '' } = await redeemCode(request, authorization, searchParams, AbortSignal.timeout(20_000));
    assert.equal((await refresh(request, refreshToken)).instanceUrl, LOGIN_URL);
  });

  it('says that the proxy wants another password', async () => {
    await set('proxy', company.proxyUrl('ann:wrong'));
    trust();
    await assert.rejects(flows().clientCredentials.signIn(REQUEST), { message: /proxy does not let/ });
  });
});
