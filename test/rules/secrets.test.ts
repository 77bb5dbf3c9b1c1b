import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { secretsBelow, secretsIn } from '../harness/secrets.ts';

const token = `00D000000000001!AQ${'x.Y'.repeat(25)}`;
const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQ/+'.repeat(8)}\n-----END PRIVATE KEY-----\n`;
const org = JSON.stringify({
  origin: 'http://127.0.0.1:1',
  password: 'a-password-of-an-org',
  adminToken: 'admin-token',
});

/** What a test run left, and what of it is a secret in the wrong place. */
const LEFT: readonly [file: string, content: string, found: readonly string[]][] = [
  ['user/logs/trace.log', 'GET /services/data/v67.0/query: 200, 12 ms', []],
  ['user/logs/other.log', `authorization: Bearer ${token}`, ['an access token']],
  ['user/settings.json', `{"x":"5Aep${'r'.repeat(80)}"}`, ['a refresh token']],
  ['cache/redirect', `?code=aPrx${'c'.repeat(64)}%3D%3D&state=1`, ['an authorization code']],
  ['cache/large', `${' '.repeat(8 * 1024 * 1024 - 20)}${token}`, ['an access token']],
  ['cache/key', key, ['a private key']],
  ['own.pem', key, []],
  ['org/local-org.json', org, []],
  ['org/org.sqlite', 'password: a-password-of-an-org', []],
  ['org/other/notes', 'a-password-of-an-org', ['password of a local org']],
  ['workspace/notes', 'admin-token', ['adminToken of a local org']],
  ['cache/placeholder', '00D000000000001!AQ 5Aep.refresh aPrx== -----BEGIN PRIVATE KEY-----', []],
];

describe('the search for secrets that a test run left', () => {
  it('finds them in files', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'left-'));
    try {
      for (const [file, content] of LEFT) {
        fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        fs.writeFileSync(path.join(folder, file), content);
      }
      fs.symlinkSync(path.join(folder, 'cache'), path.join(folder, 'link'), 'junction');
      const expected = LEFT.flatMap(([file, , found]) => found.map(what => `${path.normalize(file)}: ${what}`));
      assert.deepEqual(secretsBelow(folder).sort(), expected.sort());
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('finds them in command lines', () => {
    assert.deepEqual(secretsIn(['node server.cjs --stdio', `sf org login ${token}`]), [`sf org login ${token}`]);
  });
});
