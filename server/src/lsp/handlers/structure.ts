import { type CodeLens, Command, type DocumentSymbol, type FoldingRange } from 'vscode-languageserver/node';
import { folding, lenses, symbols } from '../../soql/features/service.ts';
import type { Context } from '../context.ts';
import { toFoldingRange, toRange, toSymbol } from '../toProto.ts';

const runCommand = 'salesforceWorkbench.runStatement';

/** What the text alone tells: outline, folding, and a lens on each query that can be run. */
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
