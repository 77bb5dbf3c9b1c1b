import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import type { Orgs } from '../org/orgs.ts';
import { emptySnapshot, type Snapshot } from '../org/snapshot.ts';
import type { RunsPort } from '../runs/port.ts';
import type { Missing } from '../soql/features/service.ts';
import type { Dispatch } from './dispatch.ts';
import type { Documents, ParsedDocument } from './documents.ts';

/** What the handlers work with. */
export interface Context {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly dispatch: Dispatch;
  readonly documents: Documents;
  readonly orgs: Orgs;
  readonly runs: RunsPort;
  readonly log: Log;
}

const nothingKnown = emptySnapshot();

/** What a feature works on: a document with its tree, and the schema of the active org as it is known now. */
export interface FeatureInput extends ParsedDocument {
  readonly schema: Snapshot;
  /** Tells what the answer lacked: it is fetched in the background. */
  want(missing: Missing): void;
}

/** Undefined where the document is not open. Never waits. */
export function inputFor({ documents, orgs }: Context, { uri }: { readonly uri: string }): FeatureInput | undefined {
  const open = documents.get(uri);
  const cache = orgs.active?.schema;
  return open && { ...open, schema: schemaOf(orgs), want: missing => cache?.want(missing) };
}

/** The schema of the active org; without one, nothing is known. */
export const schemaOf = (orgs: Orgs): Snapshot => orgs.active?.schema.snapshot ?? nothingKnown;
