// The language server on a warm cache: how long from its start to a completion with fields, and what it takes at rest
// when 500 and 3,000 objects are described, of 40 fields each and one of 800.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverProcess } from '../../client/src/languageClient/serverProcess.ts';
import { ROOT } from '../../scripts/node24.mjs';
import { describeObject } from '../../server/src/protocol/schema.ts';
import { tempDir } from '../host/tempHome.ts';
import { LanguageServer, ORG_KEY, type ServerOptions } from './languageServer.ts';
import { objectsOf, serveLargeOrg, WIDE } from './largeOrg.ts';

const SIZES = [
  { objects: 500, budgetMb: 90 },
  { objects: 3000, budgetMb: 150 },
];
const FIRST_COMPLETION_BUDGET_MS = 700;
/** What garbage collection takes its time for. */
const REST_MS = 5000;

for (const { objects, budgetMb } of SIZES) {
  const org = await serveLargeOrg(objects);
  const cacheDir = path.join(tempDir(), 'schema');
  const options: ServerOptions = {
    module: path.join(ROOT, 'dist/server.cjs'),
    schema: { org, cacheDir },
    ...serverProcess(cacheDir),
  };
  const names = objectsOf(objects).map(({ name }) => name);
  await (await described(options, names)).stop();
  const start = performance.now();
  const server = await LanguageServer.start(options);
  const text = `SELECT Id,  FROM ${WIDE}`;
  await server.open(text);
  while (!(await server.complete(11)).items.some(({ label }) => label === 'Field_1__c')) await delay(1);
  const first = performance.now() - start;
  await server.stop();
  const resting = await described(options, names);
  await delay(REST_MS);
  const memory = resting.memory();
  await resting.stop();
  org.stop();
  const share = (value: number, budget: number) => `${Math.round((100 * value) / budget)} % of ${budget}`;
  console.log(
    `${objects} objects: from the server's start to fields ${first.toFixed(0)} ms (${share(first, FIRST_COMPLETION_BUDGET_MS)}), ` +
      `at rest ${memory.toFixed(0)} MB (${share(memory, budgetMb)})`,
  );
}

/** A server that knows all of them. */
async function described(options: ServerOptions, names: readonly string[]): Promise<LanguageServer> {
  const server = await LanguageServer.start(options);
  for (let at = 0; at < names.length; at += 20) {
    const some = names.slice(at, at + 20);
    await Promise.all(some.map(object => server.request(describeObject, { org: ORG_KEY, object })));
  }
  return server;
}
