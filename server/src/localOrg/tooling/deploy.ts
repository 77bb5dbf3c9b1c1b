import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { liveRow, liveRowsWith } from '../storage/lookups.ts';
import { createRecord, updateRecord } from '../storage/records.ts';
import { type Row, selectRow } from '../storage/rows.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import type { RecordValues, WriteContext } from '../storage/writes.ts';
import { type ComponentMessage, failure, success } from './componentMessage.ts';
import { declared, problemIn } from './declarations.ts';

/** What a request to deploy is about: exactly one of both. */
export function checkRequest({
  MetadataContainerId,
  MetadataContainerMemberId,
}: Readonly<Record<string, unknown>>): void {
  if ((MetadataContainerId ?? null) !== null && (MetadataContainerMemberId ?? null) !== null) {
    throw new ApiError(400, 'FIELD_INTEGRITY_EXCEPTION', 'Specify a container or a member of one, not both', [
      'MetadataContainerId',
      'MetadataContainerMemberId',
    ]);
  }
  if ((MetadataContainerId ?? MetadataContainerMemberId ?? null) !== null) return;
  const message = 'Required fields are missing: [MetadataContainerId]';
  throw new ApiError(400, 'REQUIRED_FIELD_MISSING', message, ['MetadataContainerId']);
}

/** Who deploys, and of which version new code is that does not say so. */
export interface Deployment {
  readonly database: OrgDatabase;
  readonly context: WriteContext;
  readonly versionNumber: number;
}

/**
 * Carries out a request to deploy, which has just been made: all of its members are saved, or none. The code is not
 * compiled; what is seen is missing braces and declarations.
 */
export function deploy(deployment: Deployment, requestId: string): void {
  const { database } = deployment;
  const request = liveRow(database, database.schema.object('ContainerAsyncRequest')!, requestId);
  const members = membersOf(database, request);
  const isCheckOnly = request.IsCheckOnly === 1;
  const allComponentMessages = deployMembers(deployment, members, isCheckOnly);
  const componentFailures = allComponentMessages.filter(message => !message.success);
  const componentSuccesses = allComponentMessages.filter(message => message.success);
  const state = componentFailures.length > 0 ? 'Failed' : 'Completed';
  const details = { allComponentMessages, componentFailures, componentSuccesses, runTestResult: null };
  database.joinTransaction(() => {
    const sql = 'UPDATE ContainerAsyncRequest SET State = ?, DeployDetails = ? WHERE Id = ?';
    database.prepare(sql).run(state, JSON.stringify(details), requestId);
    if (state === 'Failed' || isCheckOnly) return;
    for (const { object, row } of members) moveToRequest(database, object, row, requestId);
  });
}

interface Member {
  readonly object: ObjectDefinition;
  readonly row: Row;
}

function membersOf(database: OrgDatabase, { MetadataContainerId, MetadataContainerMemberId }: Row): readonly Member[] {
  const objects = ['ApexClassMember', 'ApexTriggerMember'].map(name => database.schema.object(name)!);
  return objects.flatMap(object => {
    const rows =
      typeof MetadataContainerId === 'string'
        ? liveRowsWith(database, object, 'MetadataContainerId', MetadataContainerId)
        : [selectRow(database, object, String(MetadataContainerMemberId))];
    return rows.flatMap(row => (row === undefined ? [] : [{ object, row }]));
  });
}

/** Undoes what the members wrote. */
class Undone extends Error {}

function deployMembers(
  deployment: Deployment,
  members: readonly Member[],
  isCheckOnly: boolean,
): readonly ComponentMessage[] {
  let messages: readonly ComponentMessage[] = [];
  try {
    deployment.database.transaction(() => {
      messages = members.map(member => deployMember(deployment, member));
      if (isCheckOnly || messages.some(message => !message.success)) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return messages;
}

function deployMember(deployment: Deployment, { object, row }: Member): ComponentMessage {
  const { database, context } = deployment;
  const type = object.name.replace(/Member$/, '');
  const target = database.schema.object(type)!;
  const Body = String(row.Body);
  const own = declared(type, Body);
  const before = typeof row.ContentEntityId === 'string' ? selectRow(database, target, row.ContentEntityId) : undefined;
  const fullName = String(before?.Name ?? own.Name ?? row.FullName ?? '');
  const component = { type, fullName, before, createdDate: wireDateTime(context.now) };
  const found = problemIn(type, Body) ?? staleCopy(row, before);
  if (found !== undefined) return failure(component, found.problem, found.line);
  try {
    const id = save(deployment, target, before, { ApiVersion: versionOf(row), ...own, Body });
    return success(component, id, before?.Body !== Body);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return failure(component, error.message, 1);
  }
}

/** Salesforce refuses a copy that is older than the last change of what it is a copy of. */
function staleCopy({ LastSyncDate }: Row, before: Row | undefined): { line: number; problem: string } | undefined {
  if (before === undefined || String(before.LastModifiedDate) <= String(LastSyncDate)) return undefined;
  return { line: 1, problem: `${before.Name} was changed after this copy of it was made` };
}

/** What the member says in its metadata. */
function versionOf({ Metadata }: Row): unknown {
  if (typeof Metadata !== 'string') return undefined;
  return (JSON.parse(Metadata) as { apiVersion?: unknown } | null)?.apiVersion;
}

function save(
  { database, context, versionNumber }: Deployment,
  target: ObjectDefinition,
  before: Row | undefined,
  { ApiVersion, ...values }: RecordValues,
): string {
  if (before === undefined) {
    return createRecord(database, target, { ApiVersion: ApiVersion ?? versionNumber, ...values }, context);
  }
  const version = ApiVersion === undefined ? {} : { ApiVersion };
  updateRecord(database, target, String(before.Id), { ...version, ...values }, context);
  return String(before.Id);
}

/** What was deployed belongs to its request from now on. */
function moveToRequest(database: OrgDatabase, { name }: ObjectDefinition, { Id }: Row, requestId: string): void {
  database.prepare(`UPDATE "${name}" SET MetadataContainerId = ? WHERE Id = ?`).run(requestId, Id ?? null);
}
