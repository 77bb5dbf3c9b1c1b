import type { BulkJobStatus } from '../../protocol/bulk.ts';
import type { WhyApi } from '../../runs/bulk/chooseApi.ts';
import type { ExportRequest } from '../../runs/bulk/messages.ts';
import type { RunStatement } from '../../runs/statement.ts';
import { diagnose } from '../../soql/features/diagnose.ts';
import type { SchemaView } from '../../soql/semantics/schema.ts';
import { parse } from '../../soql/syntax/parser.ts';
import type { Context } from '../context.ts';
import { toJobStatus } from '../toJobStatus.ts';
import { whyWords } from '../whyWords.ts';

/** What of a statement the Bulk API does not take; undefined where nothing is known. */
export function bulkObstacle({ api, soql }: RunStatement, schema: SchemaView): string | undefined {
  if (api === 'search') return 'SOSL';
  if (api === 'tooling') return 'the Tooling API';
  const { problems } = diagnose({ tree: parse(soql), schema, surface: 'bulk' });
  return problems.find(({ code }) => code === 'not-in-bulk')?.args[0];
}

interface BulkExport extends Pick<ExportRequest, 'org' | 'file' | 'fileFormat' | 'csv' | 'threshold'> {
  readonly statement: RunStatement;
  readonly schema: SchemaView;
  readonly why: WhyApi;
}

/** Every export by a query job starts here. Throws NOT_IN_BULK. */
export async function startExport({ bulk, explainFor }: Context, started: BulkExport): Promise<BulkJobStatus> {
  const { statement, schema, ...request } = started;
  const obstacle = bulkObstacle(statement, schema);
  if (obstacle !== undefined) {
    const message = whyWords('notInBulk', { threshold: 0, obstacle });
    throw Object.assign(new Error(message), { code: 'NOT_IN_BULK' });
  }
  const status = await bulk.call('export', { ...request, ...queryJobOf(statement) });
  return toJobStatus(status, explainFor);
}

function queryJobOf({ api, soql, object = '' }: RunStatement): Pick<ExportRequest, 'soql' | 'object' | 'operation'> {
  // ALL ROWS is another operation of the Bulk API, and no part of its query.
  const query = soql.replace(/\s+ALL\s+ROWS\s*$/i, '');
  return { soql: query, object, operation: query === soql && api !== 'queryAll' ? 'query' : 'queryAll' };
}
