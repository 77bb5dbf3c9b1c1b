import {
  type CodeLens,
  Command,
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
} from 'vscode-languageserver/node';
import { folding, lenses, selectionRanges, symbols } from '../../soql/features/service.ts';
import type { Context } from '../context.ts';
import { toFoldingRange, toRange, toSelectionRange, toSymbol } from '../toProto.ts';

const runCommand = 'salesforceWorkbench.runStatement';

/** What the text alone tells: outline, folding, growing selections, and a lens on each query that can be run. */
export function handleStructure({ connection, dispatch, documents }: Context): void {
  connection.onDocumentSymbol(
    dispatch.feature('symbols', [] as DocumentSymbol[], ({ textDocument }) => {
      const open = documents.get(textDocument.uri);
      return open ? symbols(open.tree).map(symbol => toSymbol(open.document, symbol)) : [];
    }),
  );
  connection.onFoldingRanges(
    dispatch.feature('folding', [] as FoldingRange[], ({ textDocument }) => {
      const open = documents.get(textDocument.uri);
      return open ? folding(open.tree).map(range => toFoldingRange(open.document, range)) : [];
    }),
  );
  connection.onSelectionRanges(
    dispatch.feature('selection', [] as SelectionRange[], ({ textDocument, positions }) => {
      const open = documents.get(textDocument.uri);
      if (!open) return [];
      return positions.map(position => {
        const ranges = selectionRanges(open.tree, open.document.offsetAt(position));
        return toSelectionRange(open.document, ranges) ?? { range: { start: position, end: position } };
      });
    }),
  );
  connection.onCodeLens(
    dispatch.feature('lenses', [] as CodeLens[], ({ textDocument }) => {
      const open = documents.get(textDocument.uri);
      if (!open) return [];
      const runnable = lenses(open.tree).filter(lens => lens.kind === 'soql');
      return runnable.map(lens => ({
        range: toRange(open.document, lens),
        command: Command.create('$(play) Run', runCommand, textDocument.uri, lens.start),
      }));
    }),
  );
}
