// A process of its own: reads the same pages with undici, then does with them what it is told.
// read: nothing; parse: JSON.parse of each page. Prints milliseconds.
import { Pool } from 'undici';

const [origin = '', work = 'read'] = process.argv.slice(2);
const pool = new Pool(origin, { connections: 1 });
let path: string | undefined = '/services/data/v67.0/query?q=SELECT';
const start = performance.now();
while (path !== undefined) {
  const bytes = await read(path);
  path = /"nextRecordsUrl":"([^"]+)"/.exec(bytes.toString('latin1', 0, 200))?.[1];
  if (work === 'parse') JSON.parse(bytes.toString('utf8'));
}
console.log(performance.now() - start);
await pool.close();

async function read(page: string): Promise<Buffer> {
  const { body } = await pool.request({ path: page, method: 'GET' });
  return Buffer.from(await body.arrayBuffer());
}
