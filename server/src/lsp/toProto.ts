import { t } from '@vscode/l10n';
import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  CompletionItemTag,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  FoldingRangeKind,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
  type CompletionItem as ProtoCompletionItem,
  type CompletionList as ProtoCompletionList,
  type FoldingRange as ProtoFoldingRange,
  type Hover as ProtoHover,
  type InlayHint as ProtoInlayHint,
  type SignatureHelp as ProtoSignatureHelp,
  type DocumentSymbol as ProtoSymbol,
  type TextEdit as ProtoTextEdit,
  type Range,
  type SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Action,
  type CompletionItem,
  type CompletionKind,
  type CompletionList,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Problem,
  rulePage,
  type SemanticToken,
  type SignatureHelp,
  type TextEdit,
  type TextRange,
  type TokenType,
  wordingOf,
} from '../soql/features/service.ts';
import { numberText } from './numberText.ts';

// From offsets and plain data to the editor's protocol.

export function toRange(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toTextEdit(document: TextDocument, edit: TextEdit): ProtoTextEdit {
  return { range: toRange(document, edit), newText: edit.newText };
}

export function toDiagnostic(document: TextDocument, problem: Problem): Diagnostic {
  return {
    range: toRange(document, problem),
    message: worded(problem),
    severity: severities[problem.severity],
    code: problem.code,
    codeDescription: { href: rulePage(problem.code) },
    ...(outdated.has(problem.code) ? { tags: [DiagnosticTag.Deprecated] } : {}),
    source: 'SOQL',
  };
}

/** Shown struck through. */
const outdated: ReadonlySet<string> = new Set(['deprecated-name', 'inactive-value']);

/** What the editor lets a list tell once for all of its items: half of the message otherwise. */
export interface Shared {
  /** What most items replace. The text of an item is then its label, unless it says another one. */
  readonly range: boolean;
  /** Whether the user may choose that an item replaces the rest of the word, too. */
  readonly replacing: boolean;
  /** What most items are about. */
  readonly data: boolean;
}

/** The `data` of an item: what it is about; `fieldsOf` has its label as the field, 0 says that there is nothing to tell. */
export type ItemData = NonNullable<CompletionItem['about']> | { readonly fieldsOf: string } | 0;

export function toCompletionList(
  document: TextDocument,
  { items, isIncomplete, wordEnd }: Pick<CompletionList, 'items' | 'isIncomplete' | 'wordEnd'>,
  shared: Shared,
): ProtoCompletionList {
  const [first] = items;
  if (!first) return { isIncomplete, items: [] };
  const range = shared.range ? first.replace : undefined;
  const field = shared.data ? items.find(isField) : undefined;
  const fieldsOf = field?.about && 'object' in field.about ? field.about.object : undefined;
  return {
    isIncomplete,
    itemDefaults: {
      ...(range ? { editRange: editRangeOf(document, range, shared.replacing ? wordEnd : range.end) } : {}),
      ...(fieldsOf ? { data: { fieldsOf } satisfies ItemData } : {}),
    },
    items: items.map(item => toCompletionItem(document, item, range, fieldsOf)),
  };
}

function editRangeOf(document: TextDocument, { start, end }: TextRange, wordEnd: number) {
  const insert = toRange(document, { start, end });
  return wordEnd > end ? { insert, replace: toRange(document, { start, end: wordEnd }) } : insert;
}

const isField = ({ about, label }: CompletionItem) => about !== undefined && 'field' in about && about.field === label;

/** `range` and `fieldsOf` are what the list tells once. */
function toCompletionItem(
  document: TextDocument,
  item: CompletionItem,
  range: TextRange | undefined,
  fieldsOf: string | undefined,
): ProtoCompletionItem {
  const { replace, about } = item;
  const sharesRange = replace.start === range?.start && replace.end === range.end;
  const sharesData = fieldsOf !== undefined && isField(item) && about && 'object' in about && about.object === fieldsOf;
  const data: ItemData | undefined = sharesData ? undefined : (about ?? (fieldsOf === undefined ? undefined : 0));
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    sortText: item.sortText,
    ...(sharesRange ? textOf(item) : { textEdit: toTextEdit(document, { ...replace, newText: item.insertText }) }),
    ...(item.detail ? { labelDetails: { description: item.detail } } : {}),
    ...(item.filterText ? { filterText: item.filterText } : {}),
    ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(item.snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(item.additionalEdits
      ? { additionalTextEdits: item.additionalEdits.map(edit => toTextEdit(document, edit)) }
      : {}),
    ...(item.commitCharacters ? { commitCharacters: [...item.commitCharacters] } : {}),
    ...(data === undefined ? {} : { data }),
    ...(item.continues ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

const textOf = ({ label, insertText }: CompletionItem) => (insertText === label ? {} : { textEditText: insertText });

export function toSymbol(document: TextDocument, symbol: DocumentSymbol): ProtoSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbolKinds[symbol.kind],
    range: toRange(document, symbol),
    selectionRange: toRange(document, symbol.selection),
    children: symbol.children.map(child => toSymbol(document, child)),
  };
}

export function toFoldingRange(document: TextDocument, { start, end, kind }: FoldingRange): ProtoFoldingRange {
  return {
    startLine: document.positionAt(start).line,
    endLine: document.positionAt(end).line,
    kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  };
}

const refreshSchema = 'salesforceWorkbench.refreshSchema';

export function toHover(document: TextDocument, hover: Hover): ProtoHover {
  // The client lets hovers run this one command.
  const more = hover.isPending ? `\n\n[Fetch the schema again](command:${refreshSchema})` : '';
  return { contents: toMarkup(hover.markdown + more), range: toRange(document, hover) };
}

/** Offers no edit: what it says is not part of the query. */
export function toInlayHint(document: TextDocument, { offset, text }: InlayHint): ProtoInlayHint {
  return { position: document.positionAt(offset), label: text, paddingLeft: true };
}

export const toMarkup = (value: string): MarkupContent => ({ kind: MarkupKind.Markdown, value });

export function toSignatureHelp({ label, parameters, active, documentation }: SignatureHelp): ProtoSignatureHelp {
  const ranges = parameters.map(({ start, end }) => ({ label: [start, end] as [number, number] }));
  return {
    signatures: [{ label, parameters: ranges, documentation: toMarkup(t(documentation)) }],
    activeSignature: 0,
    activeParameter: active,
  };
}

/** `ranges` from the innermost to the outermost. */
export function toSelectionRange(document: TextDocument, ranges: readonly TextRange[]): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>((parent, range) => {
    return { range: toRange(document, range), ...(parent ? { parent } : {}) };
  }, undefined);
}

export function toCodeAction(document: TextDocument, action: Action): CodeAction {
  const edits = action.edits.map(edit => toTextEdit(document, edit));
  return {
    title: t(action.title, ...action.args),
    kind: action.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.Refactor,
    edit: { changes: { [document.uri]: edits } },
    isPreferred: action.isPreferred,
    ...(action.problem ? { diagnostics: [toDiagnostic(document, action.problem)] } : {}),
  };
}

export const tokenLegend: SemanticTokensLegend = {
  tokenTypes: [
    'class',
    'property',
    'namespace',
    'function',
    'variable',
    'parameter',
    'enumMember',
  ] satisfies TokenType[],
  tokenModifiers: ['declaration'],
};

/** `tokens` in the order of the text. */
export function toSemanticTokens(document: TextDocument, tokens: readonly SemanticToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, isDeclaration } of tokens) {
    const { line, character } = document.positionAt(start);
    builder.push(line, character, end - start, tokenLegend.tokenTypes.indexOf(type), isDeclaration ? 1 : 0);
  }
  return builder.build();
}

export function worded({ code, args }: Problem): string {
  return t(wordingOf(code), ...args.map(arg => (typeof arg === 'number' ? numberText(arg) : arg)));
}

const severities: Record<Problem['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const completionKinds: Record<CompletionKind, CompletionItemKind> = {
  object: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  relationship: CompletionItemKind.Reference,
  childRelationship: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  alias: CompletionItemKind.Variable,
  value: CompletionItemKind.EnumMember,
  dateLiteral: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
};

const symbolKinds: Record<DocumentSymbol['kind'], SymbolKind> = {
  query: SymbolKind.Class,
  subquery: SymbolKind.Property,
  clause: SymbolKind.Field,
};
