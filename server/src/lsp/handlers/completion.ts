import type { CompletionList } from 'vscode-languageserver/node';
import { complete } from '../../soql/features/service.ts';
import { type Context, schemaFor } from '../context.ts';
import { toCompletionItem } from '../toProto.ts';

export const completionProvider = { triggerCharacters: ['.', ' ', '(', ',', "'"] };

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** Answers from what is known. Where something is on its way, the editor asks again with the next character. */
export function handleCompletion({ connection, dispatch, documents, orgs }: Context): void {
  connection.onCompletion(
    dispatch.feature('completion', nothing, ({ textDocument, position }) => {
      const open = documents.get(textDocument.uri);
      if (!open) return nothing;
      const { schema, want } = schemaFor(orgs);
      const list = complete({ tree: open.tree, schema, offset: open.document.offsetAt(position) });
      want(list.missing);
      const isWaiting = list.missing.objectList || list.missing.objects.length > 0;
      return {
        isIncomplete: list.isIncomplete || isWaiting,
        items: list.items.map(item => toCompletionItem(open.document, item)),
      };
    }),
  );
}
