import type { Timers } from '../../base/timers.ts';
import type { BulkJobStatus } from '../../protocol/bulk.ts';
import type { WhyApi } from '../../runs/bulk/chooseApi.ts';
import { type ExportShape, exportShape, untoldIn } from '../../runs/bulk/export/shape.ts';
import type { ExportRequest } from '../../runs/bulk/messages.ts';
import type { ExportFormat } from '../../runs/export/formats.ts';
import type { RunStatement } from '../../runs/statement.ts';
import { diagnose } from '../../soql/features/diagnose.ts';
import { parse } from '../../soql/syntax/parser.ts';
import type { Context } from '../context.ts';
import { type DescribedSchema, type Patience, readDescribedSoon } from '../describedSchema.ts';
import { toJobStatus } from '../toJobStatus.ts';
import { whyWords } from '../whyWords.ts';

/** Whether a query job can give a file of that format, as REST would. */
interface BulkFile {
  /** Why it cannot, and what exactly, in words. */
  readonly obstacle?: { readonly why: 'notInBulk' | 'format' | 'notDescribed'; readonly what?: string };
  readonly shape?: ExportShape;
}

/** Where the Bulk API is asked for, it alone will do: an org may take its time. In milliseconds. */
const longPatienceMs = 15_000;

/** Waits for Describe, as far as the org can be asked, but not long: see `readDescribedSoon`. */
export async function bulkFile(
  { api, soql }: RunStatement,
  schema: DescribedSchema,
  format: ExportFormat,
  timers: Timers,
  patience?: Patience,
): Promise<BulkFile> {
  if (api === 'search') return { obstacle: { why: 'notInBulk', what: 'SOSL' } };
  if (api === 'tooling') return { obstacle: { why: 'notInBulk', what: 'the Tooling API' } };
  const tree = parse(soql);
  const found = await readDescribedSoon(schema, lookups => exportShape(tree, lookups), timers, patience);
  if (!found) return { obstacle: { why: 'notDescribed' } };
  const { columns, parents, untold } = found;
  const { problems } = diagnose({ tree, schema: schema.snapshot, surface: 'bulk' });
  const notInBulk = problems.find(({ code }) => code === 'not-in-bulk')?.args[0];
  if (notInBulk !== undefined) return { obstacle: { why: 'notInBulk', what: String(notInBulk) } };
  const what = untoldIn(format, untold);
  return what === undefined ? { shape: { columns, parents } } : { obstacle: { why: 'format', what } };
}

interface BulkExport extends Pick<ExportRequest, 'org' | 'file' | 'fileFormat' | 'csv' | 'threshold'> {
  readonly statement: RunStatement;
  readonly schema: DescribedSchema;
  readonly why: WhyApi;
}

/** Every export by a query job starts here. Throws NOT_IN_BULK, REQUEST_TIMEOUT, and CANCELLED before there is a job. */
export async function startExport(
  { bulk, explainFor, timers }: Context,
  started: BulkExport,
  signal: AbortSignal,
): Promise<BulkJobStatus> {
  const { statement, schema, ...request } = started;
  const { obstacle, shape } = await bulkFile(statement, schema, request.fileFormat, timers, {
    patienceMs: longPatienceMs,
    signal,
  });
  if (obstacle) {
    const message = whyWords(obstacle.why, { threshold: 0, obstacle: obstacle.what });
    throw Object.assign(new Error(message), {
      code: obstacle.why === 'notDescribed' ? 'REQUEST_TIMEOUT' : 'NOT_IN_BULK',
    });
  }
  const status = await bulk.call('export', { ...request, ...queryJobOf(statement), ...(shape && { shape }) });
  return toJobStatus(status, explainFor);
}

function queryJobOf(statement: RunStatement): Pick<ExportRequest, 'soql' | 'object' | 'operation'> {
  const { soql, object = '', api } = statement;
  return { soql, object, operation: api === 'queryAll' ? 'queryAll' : 'query' };
}
