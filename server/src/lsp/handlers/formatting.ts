import type { FormattingOptions, TextDocumentIdentifier, TextEdit } from 'vscode-languageserver/node';
import { DEFAULT_FORMAT, format, type TextRange } from '../../soql/features/service.ts';
import { type Context, inputFor } from '../context.ts';
import { fromRange } from '../fromProto.ts';
import { toTextEdit } from '../toProto.ts';

/** The editor says how to indent; the rest is our own style. */
export function handleFormatting(context: Context): void {
  const { connection, dispatch } = context;
  const edits = (textDocument: TextDocumentIdentifier, options: FormattingOptions, range?: TextRange): TextEdit[] => {
    const input = inputFor(context, textDocument);
    if (!input) return [];
    const indent = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
    const changes = format(input.tree, { ...DEFAULT_FORMAT, indent }, range);
    return changes.map(edit => toTextEdit(input.document, edit));
  };
  connection.onDocumentFormatting(
    dispatch.feature('format', [] as TextEdit[], ({ textDocument, options }) => edits(textDocument, options)),
  );
  connection.onDocumentRangeFormatting(
    dispatch.feature('format', [] as TextEdit[], ({ textDocument, options, range }) => {
      const open = context.documents.get(textDocument.uri);
      return open ? edits(textDocument, options, fromRange(open.document, range)) : [];
    }),
  );
}
