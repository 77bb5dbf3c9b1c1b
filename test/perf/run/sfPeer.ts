import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { tempDir } from '../../host/tempHome.ts';
import { createCli } from '../../sf/cli.ts';
import { ensureCli } from '../../sf/install.ts';

/**
 * Milliseconds that `sf data query --result-format csv` takes for all rows of an org, its start included, and those that
 * it takes for its start alone.
 */
export async function sfQuery(origin: string, rows: number): Promise<{ readonly all: number; readonly start: number }> {
  await ensureCli();
  const folder = path.join(tempDir(), 'sf');
  fs.mkdirSync(folder, { recursive: true });
  const cli = await createCli(folder);
  cli.set('SF_ACCESS_TOKEN', '00D000000000001!bench');
  cli.set('SF_ORG_MAX_QUERY_LIMIT', String(rows));
  const login = await cli.run('org', 'login', 'access-token', '--instance-url', origin, '--no-prompt');
  const { username } = login as { readonly username: string };
  const query = ['data', 'query', '--query', 'SELECT FIELDS(ALL) FROM Big__c', '--target-org', username];
  const time = async (...args: string[]) => {
    const start = performance.now();
    await cli.print(...args);
    return performance.now() - start;
  };
  const start = await time('data', 'query', '--help');
  const all = await time(...query, '--result-format', 'csv', '--output-file', 'rows.csv');
  const lines = fs.readFileSync(path.join(folder, 'rows.csv'), 'latin1').split('\n').length - 2;
  assert.equal(lines, rows);
  return { all, start };
}
