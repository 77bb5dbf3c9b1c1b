import assert from 'node:assert/strict';
import { audienceOf, isLoopbackHost, parseLoginHost } from '../../../client/src/auth/loginHost.ts';

describe('the host to sign in at', () => {
  const check = (input: string, expected: string) => {
    it(`${input || '(nothing)'} → ${expected}`, () => {
      const parsed = parseLoginHost(input);
      assert.equal('problem' in parsed ? parsed.problem : parsed.origin, expected);
    });
  };
  check('acme.my.salesforce.com', 'https://acme.my.salesforce.com');
  check('  HTTPS://Acme.my.salesforce.com/lightning/o/Account/list?x=1#y ', 'https://acme.my.salesforce.com');
  check('acme--dev.sandbox.my.salesforce.com:443', 'https://acme--dev.sandbox.my.salesforce.com');
  check('http://127.0.0.1:4567/', 'http://127.0.0.1:4567');
  check('localhost:4567', 'http://localhost:4567');
  check('org.localhost:4567', 'http://org.localhost:4567');
  check('', 'empty');
  check('   ', 'empty');
  check('acme', 'notAHost');
  check('a b c', 'notAHost');
  check('https://', 'notAHost');
  check('https://user:secret@acme.my.salesforce.com', 'notAHost');
  check('http://acme.my.salesforce.com', 'notHttps');
  check('ftp://acme.my.salesforce.com', 'notHttps');
  check('https://acme.lightning.force.com', 'lightning');
  check('http://localhost.evil.example', 'notHttps');

  it('knows the names of this machine from those that look like them', () => {
    const names = ['127.0.0.1', '127.8.9.1', 'localhost', 'a.localhost', '[::1]', 'LOCALHOST'];
    assert.deepEqual(names.filter(isLoopbackHost), names);
    assert.deepEqual(
      ['127.0.0.1.evil.example', 'notlocalhost', '128.0.0.1', 'localhost.example'].filter(isLoopbackHost),
      [],
    );
  });

  const audiences: readonly [loginUrl: string, audience: string][] = [
    ['https://login.salesforce.com', 'https://login.salesforce.com'],
    ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://test.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme--dev.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme.scratch.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme.my.site.com', 'https://acme.my.site.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ];
  for (const [loginUrl, audience] of audiences) {
    it(`an assertion for ${loginUrl} addresses ${audience}`, () => assert.equal(audienceOf(loginUrl), audience));
  }
});
