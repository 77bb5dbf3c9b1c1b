// What an action on the page changes in the mapping file. No 'vscode' here.
import type { LoadMapping } from '../../../server/src/protocol/bulk.ts';
import type { MemberChange } from './mappingEdits.ts';
import type { FromMappingPage } from './page/messages.ts';
import { type Proposal, proposedMapping } from './proposal.ts';

/** Those of the page's messages that edit the mapping. */
export type MappingChange = Exclude<
  FromMappingPage,
  { readonly type: 'ready' | 'parents' | 'check' | 'load' | 'openText' | 'openLine' | 'openBadRows' }
>;

/** `proposal`: what is known of the object, after the change where the change is another object. */
export function changesOf(
  change: MappingChange,
  mapping: LoadMapping,
  proposal: Proposal | undefined,
): readonly MemberChange[] {
  switch (change.type) {
    case 'column':
      return [{ path: ['columns', change.title], value: change.field }];
    case 'forgetColumn':
      return [{ path: ['columns', change.title], value: undefined }];
    case 'constant':
      return [{ path: ['constants', change.field], value: change.value ?? undefined }];
    case 'emptyCells':
      return [{ path: ['emptyCells'], value: change.meaning }];
    case 'assignmentRule':
      return [{ path: ['assignmentRuleId'], value: change.id || undefined }];
    case 'externalId':
      return mapAgain(mapping, proposal, { operation: 'upsert', externalId: change.field || undefined });
    case 'operation':
      return mapAgain(mapping, proposal, { operation: change.operation });
    case 'propose':
      return mapAgain(mapping, proposal, {});
    case 'object': {
      const next = proposal && proposedMapping(proposal, { operation: mapping.operation });
      return [{ path: ['object'], value: change.object }, ...membersOf(next ?? {})];
    }
    default:
      return change satisfies never;
  }
}

type Kept = Parameters<typeof proposedMapping>[1];

/** Maps what the operation can write and is not mapped yet; leaves out what it cannot. */
function mapAgain(
  mapping: LoadMapping,
  proposal: Proposal | undefined,
  change: Partial<Kept>,
): readonly MemberChange[] {
  const next = { operation: mapping.operation, externalId: mapping.externalId, ...change };
  // Without its fields nothing is known of the columns.
  return membersOf(proposal?.fields.length ? proposedMapping(proposal, next, mapping.columns) : next);
}

const MEMBERS = ['operation', 'externalId', 'columns'] as const;

/** An external id that is not there is taken away, other members stay. */
const membersOf = (mapping: Partial<LoadMapping> | Kept): readonly MemberChange[] =>
  MEMBERS.filter(name => name in mapping || (name === 'externalId' && 'operation' in mapping)).map(name => ({
    path: [name],
    value: (mapping as Partial<LoadMapping>)[name],
  }));
