import { editColumns, lookUpRecords, refreshRows } from '../../protocol/edits.ts';
import type { RunId } from '../../protocol/runs.ts';
import type { RunStatement } from '../../runs/statement.ts';
import type { ObjectSchema } from '../../soql/semantics/schema.ts';
import type { Context } from '../context.ts';
import { editColumnsOf } from './editColumns.ts';

/** What a run reads, and who describes it. */
interface Noted {
  readonly statement: RunStatement;
  readonly schema: { describe(object: string): Promise<ObjectSchema> };
}

/** The messages about editing the rows of runs; it has to be told of each run. */
export function handleEdits({ dispatch, orgs, runs }: Context): {
  note(run: RunId, noted: Noted): void;
  forget(run: RunId): void;
} {
  const known = new Map<RunId, Noted>();
  dispatch.request(editColumns, async ({ run, columns }) => {
    const noted = known.get(run);
    if (!noted) return { columns: {} };
    const { statement, schema } = noted;
    // Without a description nothing can be edited, which is no failure.
    const object = statement.object ? await schema.describe(statement.object).catch(() => undefined) : undefined;
    return {
      ...(object && { object: object.name, label: object.label, hasRecordTypes: hasRecordTypes(object) }),
      includesDeleted: statement.api === 'queryAll',
      columns: editColumnsOf(statement, object, columns),
    };
  });
  dispatch.request(refreshRows, ({ run, ids }, signal) => runs.ask(run, { about: 'refresh', ids }, signal));
  dispatch.request(lookUpRecords, async ({ org, object, text }, signal) => ({
    found: await orgs.get(org).records.lookUp(object, text, signal),
  }));
  return { note: (run, noted) => void known.set(run, noted), forget: run => void known.delete(run) };
}

const hasRecordTypes = ({ recordTypes }: ObjectSchema): boolean => recordTypes.some(({ master }) => !master);
