import { t } from '@vscode/l10n';
import type { Hover, InlayHint, SignatureHelp } from 'vscode-languageserver/node';
import { hover, inlayHints, signature } from '../../soql/features/service.ts';
import { type Context, inputAt, inputsByApi } from '../context.ts';
import { fromRange } from '../fromProto.ts';
import { toHover, toInlayHint, toSignatureHelp } from '../toProto.ts';

export const signatureHelpProvider = { triggerCharacters: ['(', ','] };

/** What the editor shows about the name under the pointer, behind pieces of the text, and about the function that is being written. */
export function handleExplanations(context: Context): void {
  const { connection, dispatch } = context;
  connection.onHover(
    dispatch.feature('hover', null as Hover | null, ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      if (!input) return null;
      const found = hover({ ...input, today: today() }, t);
      input.want(found.missing);
      return found.hover ? toHover(input.document, found.hover) : null;
    }),
  );
  connection.languages.inlayHint.on(
    dispatch.feature('inlay hints', [] as InlayHint[], ({ textDocument, range }) => {
      return inputsByApi(context, textDocument).flatMap(input => {
        const hints = inlayHints({ ...input, today: today() }, fromRange(input.document, range));
        const held = hints.filter(({ offset }) => input.holds({ start: offset }));
        return held.map(hint => toInlayHint(input.document, hint));
      });
    }),
  );
  connection.onSignatureHelp(
    dispatch.feature('signature', null as SignatureHelp | null, ({ textDocument, position }) => {
      const input = inputAt(context, textDocument, position);
      const found = input && signature(input.tree, input.offset);
      return found ? toSignatureHelp(found) : null;
    }),
  );
}

/** The date where the editor runs, YYYY-MM-DD: what a query made now would mean by TODAY. */
function today(): string {
  const now = new Date();
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}
