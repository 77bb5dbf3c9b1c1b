import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import type { Org, Orgs } from '../org/orgs.ts';
import { emptySnapshot, type Snapshot } from '../org/snapshot.ts';
import type { BulkPort } from '../runs/bulk/port.ts';
import type { RunsPort } from '../runs/port.ts';
import type { Missing } from '../soql/features/service.ts';
import { isForTooling, orgComment } from '../soql/syntax/fileComments.ts';
import type { SyntaxTree } from '../soql/syntax/tree.ts';
import type { Dispatch } from './dispatch.ts';
import type { Documents, ParsedDocument } from './documents.ts';
import type { Explanation } from './explain.ts';
import type { Plans } from './plans.ts';

/** What the handlers work with. */
export interface Context {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly dispatch: Dispatch;
  readonly documents: Documents;
  readonly orgs: Orgs;
  readonly runs: RunsPort;
  readonly plans: Plans;
  readonly bulk: BulkPort;
  readonly log: Log;
  /** A failure with the org in words. */
  readonly explainFor: (org: string | undefined, error: unknown) => Explanation;
}

const nothingKnown = emptySnapshot();

/** What a feature works on: a document with its tree, and the schema of its org as it is known now. */
export interface FeatureInput extends ParsedDocument {
  /** The document's own org, else the active one. */
  readonly org: Org | undefined;
  readonly schema: Snapshot;
  /** Tells what the answer lacked: it is fetched in the background. */
  want(missing: Missing): void;
}

/** Undefined where the document is not open, or too long. Never waits. */
export function inputFor({ documents, orgs }: Context, { uri }: { readonly uri: string }): FeatureInput | undefined {
  const open = documents.forFeatures(uri);
  if (!open) return undefined;
  const org = orgOf(open.tree, orgs);
  // The Tooling API has objects of its own, which are not described here: nothing is said about their names.
  const described = isForTooling(open.tree) ? undefined : org?.schema;
  return { ...open, org, schema: described?.snapshot ?? nothingKnown, want: missing => described?.want(missing) };
}

/** Undefined where no org is active, and where the file names one that is not connected: another's schema would mislead. */
export function orgOf(tree: SyntaxTree, orgs: Orgs): Org | undefined {
  const named = orgComment(tree);
  return named ? orgs.named(named.name) : orgs.active;
}
