import { countRecords, describeObject, listObjects, listSchemaChanges, refreshSchema } from '../../protocol/schema.ts';
import type { Context } from '../context.ts';
import { toDescription, toObjectItem } from '../toItems.ts';

/** The client's tree asks for the schema itself, and may wait for it. */
export function handleSchema({ dispatch, orgs }: Context): void {
  dispatch.request(listObjects, async ({ org }) => {
    const objects = await orgs.get(org).schema.objects();
    return { objects: objects.map(toObjectItem) };
  });
  dispatch.request(describeObject, async ({ org, object }) =>
    toDescription(await orgs.get(org).schema.describe(object)),
  );
  dispatch.request(countRecords, async ({ org, object }, signal) => ({
    count: await orgs.get(org).count(object, signal),
  }));
  dispatch.request(listSchemaChanges, async ({ org }) => ({ changes: await orgs.get(org).schema.changes() }));
  dispatch.request(refreshSchema, async ({ org, object }) => {
    const { schema, toolingSchema, recordTypes } = orgs.get(org);
    recordTypes.forget();
    await schema.refresh(object);
    if (object === undefined && toolingSchema.snapshot.objects) await toolingSchema.refresh();
    return null;
  });
}
