// Loads a file and reads its results, or takes a query to a file, with jsforce: jsforcePeer.ts ORIGIN load|query FILE.
// Prints the milliseconds.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Connection } from 'jsforce';

const [, , instanceUrl = '', what = '', file = ''] = process.argv;
const connection = new Connection({ instanceUrl, accessToken: 'x', version: '67.0' });
const start = performance.now();
if (what === 'load') {
  const input = createReadStream(file);
  await connection.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'insert', input });
} else {
  const rows = await connection.bulk2.query('SELECT Id FROM Account');
  await pipeline(rows.stream('csv'), createWriteStream(file));
}
console.log(performance.now() - start);
