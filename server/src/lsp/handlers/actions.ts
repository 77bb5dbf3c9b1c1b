import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import { actions } from '../../soql/features/service.ts';
import { type Context, inputAt } from '../context.ts';
import { toHostEdits } from '../embedded.ts';
import { fromRange } from '../fromProto.ts';
import { toCodeAction } from '../toProto.ts';

export const codeActionProvider = { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] };

export function handleActions(context: Context): void {
  const { connection, dispatch } = context;
  connection.onCodeAction(
    dispatch.feature('actions', [] as CodeAction[], ({ textDocument, range }: CodeActionParams) => {
      const input = inputAt(context, textDocument, range.start);
      if (!input) return [];
      return actions(input, fromRange(input.document, range)).flatMap(action => {
        const edits = toHostEdits(input, action.edits);
        return edits ? [toCodeAction(input.document, { ...action, edits })] : [];
      });
    }),
  );
}
