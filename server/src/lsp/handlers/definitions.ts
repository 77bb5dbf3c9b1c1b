import { t } from '@vscode/l10n';
import { type Location, type Range, TextDocumentContentRequest } from 'vscode-languageserver/node';
import { definition, objectDocument } from '../../soql/features/service.ts';
import { changesDocument } from '../changesDocument.ts';
import { type Context, inputAt, schemaFor } from '../context.ts';
import { toRange } from '../toProto.ts';

/** Documents of this scheme describe objects: `salesforce-object:/<org key>/<object>.md`, `…/tooling/<object>.md`. */
const scheme = 'salesforce-object';
/** And of this one tell what changed: `salesforce-changes:/<org key>/Schema changes.md`. */
const changesScheme = 'salesforce-changes';
export const textDocumentContent = { schemes: [scheme, changesScheme] };

/** An alias leads to its declaration; objects and fields lead to a description of the object, to read. */
export function handleDefinitions(context: Context): void {
  const { connection, dispatch, orgs } = context;
  connection.onDefinition(
    dispatch.feature('definition', null as Location | null, ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      if (!input) return null;
      const found = definition(input);
      input.want(found.missing);
      if (!found.definition) return null;
      if (found.definition.kind === 'text') {
        return { uri: input.document.uri, range: toRange(input.document, found.definition.target) };
      }
      const { object, field } = found.definition;
      const described = input.schema.object(object);
      const text = typeof described === 'string' ? '' : objectDocument(described, t);
      if (!input.org) return null;
      const isTooling = input.schema === input.org.toolingSchema.snapshot;
      return { uri: uriOf(input.org.key, object, isTooling), range: rowOf(text, field) };
    }),
  );
  dispatch.request({ method: TextDocumentContentRequest.method }, async ({ uri }: { uri: string }) => {
    const [org = '', ...path] = uri
      .slice(uri.indexOf(':/') + 2)
      .split('/')
      .map(decodeURIComponent);
    if (uri.startsWith(`${changesScheme}:`)) {
      const { name, schema } = orgs.get(org);
      return { text: changesDocument(name, await schema.changes()) };
    }
    const [object = '', isTooling] = path[0] === toolingPart ? [path[1], true] : [path[0], false];
    const schema = schemaFor(orgs.get(org), isTooling);
    return { text: objectDocument(await schema.describe(object.replace(/\.md$/, '')), t) };
  });
}

/** Stands before the names of objects that only the Tooling API has. */
const toolingPart = 'tooling';

function uriOf(org: string, object: string, isTooling: boolean): string {
  const path = [org, ...(isTooling ? [toolingPart] : []), `${object}.md`];
  return `${scheme}:/${path.map(encodeURIComponent).join('/')}`;
}

/** Where the field's row begins in the description; its start without a field. */
function rowOf(text: string, field: string | undefined): Range {
  const row = field === undefined ? 0 : text.split('\n').findIndex(line => line.startsWith(`| ${field} |`));
  const start = { line: Math.max(0, row), character: 0 };
  return { start, end: start };
}
