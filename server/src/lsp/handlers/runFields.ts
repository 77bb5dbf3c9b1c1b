// What Describe says of the columns of a run.
import type { RunId } from '../../protocol/runs.ts';
import type { FieldItem } from '../../protocol/schema.ts';
import type { FieldSchema, ObjectSchema } from '../../soql/semantics/schema.ts';
import { toFieldItem } from '../toItems.ts';

/** What of the schema cache is used here. */
interface Schema {
  describe(object: string): Promise<ObjectSchema>;
}

export interface RunFields {
  /** Remembers what a run reads. */
  note(run: RunId, object: string | undefined, schema: Schema): void;
  forget(run: RunId): void;
  /** The columns that are fields. Waits for Describe; where that fails, fewer columns are explained. */
  of(
    run: RunId,
    columns: readonly string[],
    object?: string,
  ): Promise<{ object?: string; fields: Record<string, FieldItem> }>;
}

export function createRunFields(): RunFields {
  const runs = new Map<RunId, { readonly object: string | undefined; readonly schema: Schema }>();
  return {
    note(run, object, schema) {
      runs.set(run, { object, schema });
    },
    forget: run => void runs.delete(run),
    async of(run, columns, asked) {
      const noted = runs.get(run);
      const object = asked ?? noted?.object;
      const root = object === undefined ? undefined : await noted?.schema.describe(object).catch(() => undefined);
      if (!noted || !root) return { fields: {} };
      const found = await Promise.all(columns.map(column => fieldAt(root, column.split('.'), noted.schema)));
      const entries = columns.flatMap((column, index) => {
        const field = found[index];
        return field ? [[column, toFieldItem(field)] as const] : [];
      });
      return { object: root.name, fields: Object.fromEntries(entries) };
    },
  };
}

async function fieldAt(
  object: ObjectSchema,
  path: readonly string[],
  schema: Schema,
): Promise<FieldSchema | undefined> {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return object.field(name);
  const reference = object.relationship(name);
  const [target, ...others] = reference?.referenceTo ?? [];
  // Through a polymorphic reference it depends on the row.
  if (target === undefined || others.length > 0) return undefined;
  const parent = await schema.describe(target).catch(() => undefined);
  return parent && fieldAt(parent, rest, schema);
}
