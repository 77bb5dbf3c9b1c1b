import type { ClientCapabilities, Connection, Position } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import type { Timers } from '../base/timers.ts';
import type { Org, Orgs } from '../org/orgs.ts';
import type { SchemaCache } from '../org/schemaCache.ts';
import { emptySnapshot, type Snapshot } from '../org/snapshot.ts';
import type { BulkPort } from '../runs/bulk/port.ts';
import type { RunsPort } from '../runs/port.ts';
import type { Missing, TextRange } from '../soql/features/service.ts';
import { statements } from '../soql/syntax/ast.ts';
import { isForTooling, mentionsTooling, orgComment } from '../soql/syntax/fileComments.ts';
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
  readonly timers: Timers;
  /** A failure with the org in words. */
  readonly explainFor: (org: string | undefined, error: unknown) => Explanation;
  /** Runs whose result is open, with the keys of their orgs. */
  readonly orgsOfRuns: Map<string, string>;
}

const nothingKnown = emptySnapshot();

/** A document with its tree, and the org that it works with. */
export interface OrgDocument extends ParsedDocument {
  /** The document's own org, else the active one. */
  readonly org: Org | undefined;
}

/** What a feature works on, too: the schema of the org as it is known now. */
export interface FeatureInput extends OrgDocument {
  readonly schema: Snapshot;
  /** Tells what the answer lacked: it is fetched in the background. */
  want(missing: Missing): void;
}

/** Undefined where the document is not open, or too long. */
export function documentFor({ documents, orgs }: Context, { uri }: { readonly uri: string }): OrgDocument | undefined {
  const open = documents.forFeatures(uri);
  return open && { ...open, org: orgOf(open.tree, orgs) };
}

/** The same for a feature that is asked about one place: with the schema of the API that the query there is meant for. */
export function inputAt(
  context: Context,
  textDocument: { readonly uri: string },
  position: Position,
): (FeatureInput & { readonly offset: number }) | undefined {
  const open = documentFor(context, textDocument);
  if (!open) return undefined;
  const offset = open.document.offsetAt(position);
  return { ...withSchema(open, isForTooling(open.tree, offset)), offset };
}

/** The same for a feature that looks at the whole document: an input for each API. */
export function inputsByApi(
  context: Context,
  textDocument: { readonly uri: string },
): readonly (FeatureInput & Pick<InputApi, 'holds'>)[] {
  const open = documentFor(context, textDocument);
  if (!open) return [];
  return inputApis(open.tree).map(({ tooling, holds }) => ({ ...withSchema(open, tooling), holds }));
}

/** An API that statements of a file are meant for, and whether a place in the file belongs to them. */
interface InputApi {
  readonly tooling: boolean;
  readonly holds: (place: Pick<TextRange, 'start'>) => boolean;
}

/** At least one, and rarely two. */
export function inputApis(tree: SyntaxTree): readonly InputApi[] {
  if (!mentionsTooling(tree)) return [{ tooling: false, holds: () => true }];
  const apis = new Set(statements(tree.root).map(({ start }) => isForTooling(tree, start)));
  if (apis.size < 2) return [{ tooling: apis.has(true), holds: () => true }];
  return [...apis].map(tooling => ({ tooling, holds: ({ start }) => isForTooling(tree, start) === tooling }));
}

function withSchema(open: OrgDocument, tooling: boolean): FeatureInput {
  const described = open.org && schemaFor(open.org, tooling);
  return { ...open, schema: described?.snapshot ?? nothingKnown, want: missing => described?.want(missing) };
}

/** The objects of the Tooling API are described apart. */
export function schemaFor(org: Org, tooling: boolean): SchemaCache {
  return tooling ? org.toolingSchema : org.schema;
}

/** Undefined where no org is active, and where the file names one that is not connected: another's schema would mislead. */
export function orgOf(tree: SyntaxTree, orgs: Orgs): Org | undefined {
  const named = orgComment(tree);
  return named ? orgs.named(named.name) : orgs.active;
}
