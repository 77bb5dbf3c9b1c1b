import {
  type DocumentHighlight,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type SemanticTokens,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { highlights, rename, renameable, tokens } from '../../soql/features/service.ts';
import { type Context, inputAt, inputsByApi } from '../context.ts';
import { tokenLegend, toRange, toSemanticTokens, toTextEdit } from '../toProto.ts';

export const semanticTokensProvider = { legend: tokenLegend, full: true };
export const renameProvider = { prepareProvider: true };

/** Names of the query: where else they stand, what they are called, how they are coloured. */
export function handleNames(context: Context): void {
  const { connection, dispatch } = context;
  connection.onDocumentHighlight(
    dispatch.feature('highlight', [] as DocumentHighlight[], ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      if (!input) return [];
      return highlights(input).map(range => ({ range: toRange(input.document, range) }));
    }),
  );
  connection.onPrepareRename(
    dispatch.feature('rename', null as Range | null, ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      const range = input && renameable(input);
      return range ? toRange(input.document, range) : null;
    }),
  );
  connection.onRenameRequest(
    dispatch.feature('rename', null as WorkspaceEdit | null, ({ textDocument, position, newName }) => {
      const input = inputAt(context, textDocument, position);
      if (!input) return null;
      const edits = rename(input, newName);
      if (!edits) throw new ResponseError<void>(LSPErrorCodes.RequestFailed, `'${newName}' cannot be a name here.`);
      return { changes: { [input.document.uri]: edits.map(edit => toTextEdit(input.document, edit)) } };
    }),
  );
  connection.languages.semanticTokens.on(
    dispatch.feature('tokens', { data: [] } as SemanticTokens, ({ textDocument }) => {
      const [input, ...others] = inputsByApi(context, textDocument);
      if (!input) return { data: [] };
      const all = [input, ...others].flatMap(one => tokens(one).filter(one.holds));
      return toSemanticTokens(
        input.document,
        all.sort((a, b) => a.start - b.start),
      );
    }),
  );
}
