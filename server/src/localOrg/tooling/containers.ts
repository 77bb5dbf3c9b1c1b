import { bool, datetime, lookup, picklist, readOnly, required, text, textArea } from '../schema/notation.ts';
import { auditFields } from '../schema/standard/systemFields.ts';
import type { FieldSource, ObjectSource } from '../schema/types.ts';
import { noPages } from './noPages.ts';

// How tools of old save code: copies of classes and triggers in a container, and a request to deploy it.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_containerasyncrequest.htm

const complex = (name: string, more: Partial<FieldSource> = {}): FieldSource => ({
  name,
  type: 'complexvalue',
  ...more,
});
/** What refers to a container goes with it. */
const withContainer = { onParentDelete: 'cascade' } as const;

const container: ObjectSource = {
  name: 'MetadataContainer',
  label: 'Metadata Container',
  labelPlural: 'Metadata Containers',
  keyPrefix: '1dc',
  ...noPages,
  fields: [
    { name: 'Id', type: 'id', label: 'Metadata Container ID' },
    text('Name', 255, { ...required, nameField: true, unique: true }),
    ...auditFields,
  ],
};

function member(entity: 'ApexClass' | 'ApexTrigger', label: string, keyPrefix: string): ObjectSource {
  return {
    name: `${entity}Member`,
    label,
    labelPlural: `${label}s`,
    keyPrefix,
    ...noPages,
    fields: [
      { name: 'Id', type: 'id', label: `${label} ID` },
      lookup('MetadataContainerId', 'MetadataContainer', ['MetadataContainer', 'ContainerAsyncRequest'], null, {
        ...required,
        ...withContainer,
      }),
      lookup('ContentEntityId', 'ContentEntity', [entity]),
      text('FullName', 255),
      textArea('Body', 1_000_000, required),
      text('Content', 255, readOnly),
      complex('Metadata'),
      complex('SymbolTable', readOnly),
      datetime('LastSyncDate', { ...readOnly, generatedAs: '"CreatedDate"' }),
      ...auditFields,
    ],
  };
}

const asyncRequest: ObjectSource = {
  name: 'ContainerAsyncRequest',
  label: 'Container Async Request',
  labelPlural: 'Container Async Requests',
  keyPrefix: '1dr',
  ...noPages,
  deletable: false,
  fields: [
    { name: 'Id', type: 'id', label: 'Container Async Request ID' },
    lookup('MetadataContainerId', 'MetadataContainer', ['MetadataContainer'], null, withContainer),
    lookup('MetadataContainerMemberId', 'MetadataContainerMember', ['ApexClassMember', 'ApexTriggerMember']),
    picklist('State', ['Queued*', 'Invalidated', 'Completed', 'Failed', 'Error', 'Aborted'], readOnly),
    bool('IsCheckOnly'),
    bool('IsRunTests'),
    complex('DeployDetails', readOnly),
    textArea('ErrorMsg', 1000, readOnly),
    ...auditFields,
  ],
};

export const containerObjects: readonly ObjectSource[] = [
  container,
  member('ApexClass', 'Apex Class Member', '400'),
  member('ApexTrigger', 'Apex Trigger Member', '401'),
  asyncRequest,
];
