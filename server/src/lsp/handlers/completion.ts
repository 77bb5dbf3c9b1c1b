import { t } from '@vscode/l10n';
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { emptySnapshot, type Snapshot } from '../../org/snapshot.ts';
import { complete, documentation } from '../../soql/features/service.ts';
import { type Context, inputAt } from '../context.ts';
import { isInQuery, toHostList } from '../embedded.ts';
import { type ItemData, toCompletionList, toMarkup } from '../toProto.ts';

export const completionProvider = { triggerCharacters: ['.', ' ', '(', ',', "'", ':'], resolveProvider: true };

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** Answers from what is known. Where something is on its way, the editor asks again with the next character. */
export function handleCompletion(context: Context): void {
  const { connection, capabilities, dispatch } = context;
  const { completionList, completionItem } = capabilities.textDocument?.completion ?? {};
  const shared = {
    range: completionList?.itemDefaults?.includes('editRange') === true,
    data: completionList?.itemDefaults?.includes('data') === true,
    replacing: completionItem?.insertReplaceSupport === true,
  };
  /** What the latest list was made of: an item that is looked at stands in it. */
  let offered: Snapshot = emptySnapshot();
  connection.onCompletion(
    dispatch.feature('completion', nothing, ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      if (!input) return nothing;
      const { document, offset } = input;
      if (!isInQuery(input, offset)) return nothing;
      const list = complete({ ...input, others: context.documents.others(textDocument.uri) });
      input.want(list.missing);
      offered = input.schema;
      const isWaiting = list.missing.objectList || list.missing.objects.length > 0;
      return toCompletionList(
        document,
        { ...toHostList(input, list, offset), isIncomplete: list.isIncomplete || isWaiting },
        shared,
      );
    }),
  );
  // `data` is what the item is about: only the one that is looked at gets its documentation.
  const resolve = (item: CompletionItem): CompletionItem => {
    const data: ItemData | undefined = item.data;
    if (!data) return item;
    const about = 'fieldsOf' in data ? { object: data.fieldsOf, field: item.label } : data;
    const text = documentation(about, offered, t);
    return text ? { ...item, documentation: toMarkup(text) } : item;
  };
  connection.onCompletionResolve((item, token) => dispatch.feature('documentation', item, resolve)(item, token));
}
