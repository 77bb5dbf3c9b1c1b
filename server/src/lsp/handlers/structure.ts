import { t } from '@vscode/l10n';
import {
  type CodeLens,
  Command,
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
} from 'vscode-languageserver/node';
import type { Orgs } from '../../org/orgs.ts';
import { folding, lenses, selectionRanges, symbols } from '../../soql/features/service.ts';
import { isForTooling, orgComment } from '../../soql/syntax/fileComments.ts';
import type { SyntaxTree } from '../../soql/syntax/tree.ts';
import { type Context, documentFor, orgOf } from '../context.ts';
import { toFoldingRange, toRange, toSelectionRange, toSymbol } from '../toProto.ts';
import { explainTitle } from './plans.ts';

const runCommand = 'salesforceWorkbench.runStatement';
const explainCommand = 'salesforceWorkbench.explainStatement';
const exportCommand = 'salesforceWorkbench.bulkExport';
const chooseOrgCommand = 'salesforceWorkbench.chooseFileOrg';
const connectCommand = 'salesforceWorkbench.connectOrg';

/** What the text alone tells: outline, folding, growing selections, and a lens on each statement. */
export function handleStructure(context: Context): void {
  const { connection, dispatch, documents, orgs } = context;
  connection.onDocumentSymbol(
    dispatch.feature('symbols', [] as DocumentSymbol[], ({ textDocument }) => {
      const open = documents.forFeatures(textDocument.uri);
      return open ? symbols(open.tree).map(symbol => toSymbol(open.document, symbol)) : [];
    }),
  );
  connection.onFoldingRanges(
    dispatch.feature('folding', [] as FoldingRange[], ({ textDocument }) => {
      const open = documents.forFeatures(textDocument.uri);
      return open ? folding(open.tree).map(range => toFoldingRange(open.document, range)) : [];
    }),
  );
  connection.onSelectionRanges(
    dispatch.feature('selection', [] as SelectionRange[], ({ textDocument, positions }) => {
      const open = documents.forFeatures(textDocument.uri);
      if (!open) return [];
      return positions.map(position => {
        const ranges = selectionRanges(open.tree, open.document.offsetAt(position));
        return toSelectionRange(open.document, ranges) ?? { range: { start: position, end: position } };
      });
    }),
  );
  connection.onCodeLens(
    dispatch.feature('lenses', [] as CodeLens[], ({ textDocument }) => {
      const open = documentFor(context, textDocument);
      if (!open) return [];
      const orgTitle = titleOfOrg(open.tree, orgs);
      return lenses(open.tree).flatMap(lens => {
        const range = toRange(open.document, lens);
        const { uri } = textDocument;
        // Nothing can run yet: the one thing to do is the next step.
        if (!orgTitle) return [{ range, command: Command.create(t('$(plug) Connect an org'), connectCommand) }];
        const explain = (start: number) =>
          Command.create(explainTitle(context, open, start), explainCommand, uri, start);
        const bulkExport = (start: number) => Command.create(t('Export with the Bulk API'), exportCommand, uri, start);
        return [
          { range, command: Command.create(t('$(play) Run'), runCommand, uri, lens.start) },
          // Only queries have a plan, and only they can be bulk jobs, which the Tooling API does not have.
          ...(lens.kind === 'soql' ? [{ range, command: explain(lens.start) }] : []),
          ...(lens.kind === 'soql' && !isForTooling(open.tree, lens.start)
            ? [{ range, command: bulkExport(lens.start) }]
            : []),
          { range, command: Command.create(orgTitle, chooseOrgCommand, uri) },
        ];
      });
    }),
  );
}

/** The org that the file works with; none where nothing is connected. */
function titleOfOrg(tree: SyntaxTree, orgs: Orgs): string | undefined {
  const org = orgOf(tree, orgs);
  const named = orgComment(tree);
  if (org) return `$(cloud) ${org.name}`;
  return named && `$(warning) ${named.name}`;
}
