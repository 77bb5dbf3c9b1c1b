import { percentile } from '../percentile.ts';
import type { RunningOrg } from './process.ts';

const API = '/services/data/v66.0';

/** As many requests as eight connections carry, and how long each took. */
export async function requests(
  org: RunningOrg,
  name: string,
  count: number,
  pathOf: (n: number) => string,
): Promise<void> {
  const times: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const started = performance.now();
      const { statusCode, body } = await org.pool.request({
        path: API + pathOf(number),
        method: 'GET',
        headers: org.headers,
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${name}: HTTP ${statusCode}`);
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 8 }, worker));
  const perSecond = count / ((performance.now() - started) / 1000);
  const [median, p99] = [percentile(times, 50), percentile(times, 99)];
  console.log(
    `${name}: ${Math.round(perSecond).toLocaleString('en')} requests/s, median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
}

/** Reads a query page by page to its end. Returns how many rows it has. */
export async function rowsByPages({ pool, headers }: RunningOrg, soql: string): Promise<number> {
  let path = `${API}/query?q=${encodeURIComponent(soql)}`;
  for (;;) {
    const text = await (await pool.request({ path, method: 'GET', headers })).body.text();
    const head = text.slice(0, 300);
    const next = /"nextRecordsUrl":"([^"]+)"/.exec(head)?.[1];
    if (next === undefined) return Number(/"totalSize":(\d+)/.exec(head)?.[1]);
    path = next;
  }
}
