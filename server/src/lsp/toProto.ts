import {
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  FoldingRangeKind,
  InsertTextFormat,
  type CompletionItem as ProtoCompletionItem,
  type FoldingRange as ProtoFoldingRange,
  type DocumentSymbol as ProtoSymbol,
  type TextEdit as ProtoTextEdit,
  type Range,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CompletionItem,
  type CompletionKind,
  type DocumentSymbol,
  type FoldingRange,
  type Problem,
  type TextEdit,
  type TextRange,
  wordingOf,
} from '../soql/features/service.ts';

// From offsets and plain data to the editor's protocol. The only other way is `fromProto`.

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
    source: 'SOQL',
  };
}

export function toCompletionItem(document: TextDocument, item: CompletionItem): ProtoCompletionItem {
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    sortText: item.sortText,
    textEdit: toTextEdit(document, { ...item.replace, newText: item.insertText }),
    ...(item.detail ? { labelDetails: { description: item.detail } } : {}),
    ...(item.filterText ? { filterText: item.filterText } : {}),
    ...(item.snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(item.additionalEdits
      ? { additionalTextEdits: item.additionalEdits.map(edit => toTextEdit(document, edit)) }
      : {}),
    ...(item.commitCharacters ? { commitCharacters: [...item.commitCharacters] } : {}),
    ...(item.continues ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

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

/** The wording of a problem with its pieces in place. */
function worded({ code, args }: Problem): string {
  return (wordingOf(code) ?? code).replace(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? '');
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
