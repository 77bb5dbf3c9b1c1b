import {
  arrangeRun,
  cancelRun,
  closeRun,
  columnFields,
  copyRows,
  findInRun,
  listBinds,
  listStatements,
  requestCode,
  resumeRun,
  rowWindow,
  runRecords,
  startRun,
} from '../../protocol/runs.ts';
import { codeOfRequest } from '../../runs/requestCode.ts';
import { type RunStatement, runStatementAt, statementsIn } from '../../runs/statement.ts';
import { isForTooling } from '../../soql/syntax/fileComments.ts';
import { type Context, schemaFor } from '../context.ts';
import type { Failure } from '../explain.ts';
import { handleEdits } from './edits.ts';
import { describeBinds, filledStatement, type StatementPlace } from './runBinds.ts';
import { handleRunExports } from './runExports.ts';
import { createRunFields } from './runFields.ts';

export function handleRuns(context: Context): void {
  const { dispatch, orgs, orgsOfRuns, runs } = context;
  const fields = createRunFields();
  const edits = handleEdits(context);
  const exports = handleRunExports(context);
  dispatch.request(startRun, ({ askAbove, ...request }) => {
    const statement = statementOf(filledStatement(context, request));
    const org = orgs.get(request.org);
    const run = runs.start(org.key, statement, askAbove);
    orgsOfRuns.set(run, org.key);
    const schema = schemaFor(org, statement.api === 'tooling');
    fields.note(run, statement.object, schema);
    edits.note(run, { statement, schema });
    exports.note(run, { org: org.key, statement, schema });
    return { run };
  });
  dispatch.request(requestCode, async ({ language, instanceUrl, ...request }) => {
    const statement = statementOf(filledStatement(context, request));
    const version = await orgs.get(request.org).apiVersion();
    return { code: codeOfRequest(language, { instanceUrl, version, statement }) };
  });
  dispatch.request(resumeRun, ({ run }) => {
    runs.resume(run);
    return null;
  });
  dispatch.request(cancelRun, ({ run }) => {
    runs.cancel(run);
    return null;
  });
  dispatch.request(closeRun, ({ run }) => {
    runs.close(run);
    fields.forget(run);
    edits.forget(run);
    exports.forget(run);
    orgsOfRuns.delete(run);
    return null;
  });
  dispatch.request(columnFields, ({ run, columns, object }) => fields.of(run, columns, object));
  handleStatements(context);
  handleRows(context);
}

/** What stands in a document that can run. */
function handleStatements({ dispatch, documents, orgs, timers }: Context): void {
  dispatch.request(listBinds, async ({ org, uri, offset }) => {
    const open = documents.get(uri);
    if (!open) return { binds: [] };
    const schema = schemaFor(orgs.get(org), isForTooling(open.tree, offset));
    return { binds: await describeBinds(open.tree, offset, schema, timers) };
  });
  dispatch.request(listStatements, ({ uri, start, end }) => {
    const open = documents.get(uri);
    return { statements: open ? statementsIn(open.tree, start, end) : [] };
  });
}

/** What the results page asks of the rows of a run. */
function handleRows({ dispatch, runs }: Context): void {
  dispatch.request(rowWindow, ({ run, ...rows }) => runs.ask(run, { about: 'window', ...rows }));
  dispatch.request(runRecords, async ({ run, ...rows }) => ({
    records: await runs.ask(run, { about: 'records', ...rows }),
  }));
  dispatch.request(arrangeRun, async ({ run, ...options }, signal) => ({
    rows: await runs.ask(run, { about: 'arrange', options }, signal),
  }));
  dispatch.request(findInRun, async ({ run, ...search }, signal) => {
    const { place, rows } = await runs.ask(run, { about: 'find', ...search }, signal);
    return { rows, ...(place && { place }) };
  });
  dispatch.request(copyRows, async ({ run, ...options }, signal) => ({
    text: await runs.ask(run, { about: 'copy', options }, signal),
  }));
}

/** Throws NO_STATEMENT. */
export function statementOf(place: StatementPlace | undefined): RunStatement {
  const found = place && runStatementAt(place.tree, place.offset);
  if (!found) throw failure('NO_STATEMENT', 'No statement at this place.');
  return found;
}

/** The same, but no search. Throws NO_STATEMENT and ONLY_QUERIES. */
export function queryOf(place: StatementPlace | undefined): RunStatement {
  const found = statementOf(place);
  if (found.api === 'search') throw failure('ONLY_QUERIES', 'The statement begins with FIND.');
  return found;
}

const failure = (code: string, message: string): Error & Failure => Object.assign(new Error(message), { code });
