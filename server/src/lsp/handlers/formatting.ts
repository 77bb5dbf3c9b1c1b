import type {
  CancellationToken,
  DocumentFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver/node';
import { DEFAULT_FORMAT, type FormatOptions, format } from '../../soql/features/service.ts';
import { type Context, documentFor } from '../context.ts';
import { fromRange } from '../fromProto.ts';
import { toTextEdit } from '../toProto.ts';

type Style = Omit<FormatOptions, 'indent'>;

interface Formatting extends DocumentFormattingParams, Partial<Pick<DocumentRangeFormattingParams, 'range'>> {
  readonly style: Style;
}

/** The editor says how to indent; the rest is in the settings `salesforceWorkbench.format`. */
export function handleFormatting(context: Context): void {
  const { connection, dispatch } = context;
  const edits = dispatch.feature('format', [] as TextEdit[], ({ textDocument, options, range, style }: Formatting) => {
    const input = documentFor(context, textDocument);
    if (!input) return [];
    const indent = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
    const changes = format(input.tree, { ...style, indent }, range && fromRange(input.document, range));
    return changes.map(edit => toTextEdit(input.document, edit));
  });
  const answer = async (params: DocumentFormattingParams | DocumentRangeFormattingParams, token: CancellationToken) =>
    edits({ ...params, style: await styleFor(context, params.textDocument.uri) }, token);
  connection.onDocumentFormatting(answer);
  connection.onDocumentRangeFormatting(answer);
}

/** The style for a document. Our own where the client has no settings, or one that is none of the choices. */
async function styleFor({ connection, log }: Context, uri: string): Promise<Style> {
  try {
    const settings = await connection.workspace.getConfiguration({
      scopeUri: uri,
      section: 'salesforceWorkbench.format',
    });
    return checkedStyle(settings ?? {});
  } catch (error) {
    log.trace(`format: the client answers no settings: ${error instanceof Error ? error.message : error}`);
    return DEFAULT_FORMAT;
  }
}

function checkedStyle({ width, keywordCase, commas }: Readonly<Record<string, unknown>>): Style {
  return {
    width: typeof width === 'number' && width > 0 ? width : DEFAULT_FORMAT.width,
    keywordCase: KEYWORD_CASES.find(one => one === keywordCase) ?? DEFAULT_FORMAT.keywordCase,
    commas: COMMAS.find(one => one === commas) ?? DEFAULT_FORMAT.commas,
  };
}

const KEYWORD_CASES: readonly Style['keywordCase'][] = ['upper', 'lower', 'keep'];
const COMMAS: readonly Style['commas'][] = ['trailing', 'leading'];
