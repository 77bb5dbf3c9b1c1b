import { exportChoice, exportProgress, exportRun, exportRunByBulk, type RunId } from '../../protocol/runs.ts';
import { chooseApi } from '../../runs/bulk/chooseApi.ts';
import type { RunStatement } from '../../runs/statement.ts';
import type { Context } from '../context.ts';
import type { DescribedSchema } from '../describedSchema.ts';
import { whyWords } from '../whyWords.ts';
import { bulkFile, startExport } from './bulkQuery.ts';

/** What a run reads. */
interface Noted {
  readonly org: string;
  readonly statement: RunStatement;
  readonly schema: DescribedSchema;
}

/** The messages about exports of runs; it has to be told of each run. */
export function handleRunExports(context: Context): { note(run: RunId, noted: Noted): void; forget(run: RunId): void } {
  const { connection, dispatch, log, runs, timers } = context;
  const known = new Map<RunId, Noted>();
  const notedOf = (run: RunId): Noted => {
    const noted = known.get(run);
    if (!noted) throw Object.assign(new Error('This result is closed.'), { code: 'UNKNOWN_RUN' });
    return noted;
  };
  dispatch.request(exportRun, async ({ run, ...options }, signal) => {
    const onProgress = (rows: number, totalSize: number) => {
      const sent = connection.sendNotification(exportProgress.method, { file: options.file, rows, totalSize });
      sent.catch((error: unknown) => log.warn(`The editor did not take a message: ${error}`));
    };
    return { rows: await runs.ask(run, { about: 'export', options }, signal, onProgress) };
  });
  dispatch.request(exportChoice, async ({ run, rows, format, threshold }) => {
    const { statement, schema } = notedOf(run);
    // Few rows need no Describe, for which an org may let one wait.
    const { obstacle } = rows <= threshold ? {} : await bulkFile(statement, schema, format, timers);
    const { api, why } = chooseApi({ kind: 'export', rows, asked: false, obstacle: obstacle?.why }, threshold);
    return { api: api === 'bulk' ? 'bulk' : 'rest', why: whyWords(why, { threshold, obstacle: obstacle?.what }) };
  });
  dispatch.request(exportRunByBulk, ({ run, file, format, csv, threshold }, signal) => {
    const { org, statement, schema } = notedOf(run);
    const chosen = { csv, threshold, why: 'aboveThreshold' } as const;
    return startExport(context, { ...chosen, org, statement, schema, file, fileFormat: format }, signal);
  });
  return { note: (run, noted) => void known.set(run, noted), forget: run => void known.delete(run) };
}
