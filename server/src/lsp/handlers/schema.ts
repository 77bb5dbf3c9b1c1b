import { describeObject, listObjects, refreshSchema } from '../../protocol/schema.ts';
import type { Context } from '../context.ts';
import { toFieldItem, toObjectItem } from '../toItems.ts';

/** The client's tree asks for the schema itself, and may wait for it. */
export function handleSchema({ dispatch, orgs }: Context): void {
  dispatch.request(listObjects, async ({ org }) => {
    const objects = await orgs.get(org).schema.objects();
    return { objects: objects.map(toObjectItem) };
  });
  dispatch.request(describeObject, async ({ org, object }) => {
    const { fields } = await orgs.get(org).schema.describe(object);
    return { fields: fields.map(toFieldItem) };
  });
  dispatch.request(refreshSchema, async ({ org }) => {
    await orgs.get(org).schema.refresh();
    return null;
  });
}
