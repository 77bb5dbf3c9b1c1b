import type { Connection } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import type { Org, Orgs } from '../org/orgs.ts';
import { emptySnapshot, type Snapshot } from '../org/snapshot.ts';
import type { RunsPort } from '../runs/port.ts';
import type { Dispatch } from './dispatch.ts';
import type { Documents } from './documents.ts';

/** What the handlers work with. */
export interface Context {
  readonly connection: Connection;
  readonly dispatch: Dispatch;
  readonly documents: Documents;
  readonly orgs: Orgs;
  readonly runs: RunsPort;
  readonly log: Log;
}

const nothing = emptySnapshot();

/** The schema for language features: of the active org, or one where nothing is known. Never waits. */
export function schemaFor(orgs: Orgs): { readonly schema: Snapshot; want: Org['schema']['want'] } {
  const cache = orgs.active?.schema;
  return { schema: cache?.snapshot ?? nothing, want: missing => cache?.want(missing) };
}
