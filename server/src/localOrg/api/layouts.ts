import { compactLayout, describeCompactLayouts, describeLayouts, pageLayout } from '../describe/layouts.ts';
import { conditional } from '../http/conditional.ts';
import { json, notFound } from '../http/reply.ts';
import type { LayoutFlags, ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import { masterRecordType, recordTypesOf } from '../storage/recordTypes.ts';
import type { ApiCall, ApiRoute } from './call.ts';
import { type DescribeContext, requireObject } from './describe.ts';

/**
 * Layouts below `/sobjects/{object}/describe`, and the tabs.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_layouts.htm
 */
export function layoutRoutes(context: DescribeContext): readonly ApiRoute[] {
  const describe = '/sobjects/:object/describe';
  const answer = (call: ApiCall, name: string | undefined, flag: keyof LayoutFlags | 'layoutable', make: Make) => {
    const object = requireObject(context.database.schema, name ?? '');
    if (!object[flag]) throw notFound();
    return conditional(call.request, context.stamp, () => json(200, make(object)));
  };
  type Make = (object: ObjectDefinition) => object;
  const recordTypes = (object: ObjectDefinition) => recordTypesOf(context.database, object);
  const isRecordType = (object: ObjectDefinition, given: string): boolean => {
    const id = normalizedId(given);
    return id === masterRecordType || recordTypes(object).some(type => type.id === id);
  };
  return [
    {
      method: 'GET',
      pattern: `${describe}/layouts`,
      handle: (call, { object: name }) =>
        answer(call, name, 'layoutable', object => describeLayouts(object, call.version, recordTypes(object))),
    },
    {
      method: 'GET',
      pattern: `${describe}/layouts/:recordType`,
      handle: (call, { object: name, recordType = '' }) =>
        answer(call, name, 'layoutable', object => {
          if (!isRecordType(object, recordType)) throw notFound();
          return pageLayout(object);
        }),
    },
    {
      method: 'GET',
      pattern: `${describe}/compactLayouts`,
      handle: (call, { object: name }) =>
        answer(call, name, 'compactLayoutable', object =>
          describeCompactLayouts(object, call.version, recordTypes(object)),
        ),
    },
    {
      method: 'GET',
      pattern: `${describe}/compactLayouts/:layout`,
      handle: (call, { object: name, layout = '' }) =>
        answer(call, name, 'compactLayoutable', object => {
          if (layout !== 'primary' && !isRecordType(object, layout)) throw notFound();
          return compactLayout(object);
        }),
    },
    // The org has no approval processes and no quick actions.
    {
      method: 'GET',
      pattern: `${describe}/approvalLayouts`,
      handle: (call, { object }) => answer(call, object, 'hasListViews', () => ({ approvalLayouts: [] })),
    },
    {
      method: 'GET',
      pattern: '/sobjects/:object/quickActions',
      handle: (call, { object }) => answer(call, object, 'hasQuickActions', () => []),
    },
    { method: 'GET', pattern: '/quickActions', handle: () => json(200, []) },
    {
      method: 'GET',
      pattern: '/tabs',
      handle: () =>
        json(
          200,
          context.database.schema.objects.filter(hasTab).map(object => tab(object, context)),
        ),
    },
  ];
}

function hasTab({ layoutable, mruEnabled, createable }: ObjectDefinition): boolean {
  return layoutable && mruEnabled && createable;
}

function tab(object: ObjectDefinition, { origin }: DescribeContext): object {
  return {
    colors: [],
    custom: object.custom,
    iconUrl: '',
    icons: [],
    label: object.labelPlural,
    miniIconUrl: '',
    name: object.custom ? object.name : `standard-${object.name}`,
    sobjectName: object.name,
    url: `${origin()}/${object.keyPrefix}/o`,
  };
}
