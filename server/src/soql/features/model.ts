// The plain data that the language service speaks: offsets and strings. One edge turns it into the editor's protocol.
import type { Missing } from '../semantics/lookups.ts';
import type { Problem } from '../semantics/problems.ts';
import type { SchemaView } from '../semantics/schema.ts';
import type { SyntaxTree } from '../syntax/tree.ts';

/** Half-open offsets, counted in UTF-16 units from the start of the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TextEdit extends TextRange {
  readonly newText: string;
}

export interface Input {
  readonly tree: SyntaxTree;
  readonly schema: SchemaView;
}

export interface InputAt extends Input {
  readonly offset: number;
}

export type CompletionKind =
  | 'object'
  | 'field'
  | 'relationship'
  | 'childRelationship'
  | 'function'
  | 'keyword'
  | 'alias'
  | 'value'
  | 'dateLiteral'
  | 'snippet';

export interface CompletionItem extends Documented {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Shown beside the label: a field's type, an object's label. */
  readonly detail?: string;
  readonly insertText: string;
  /** True where insertText is a snippet: it holds $1, $0, and \$ for a dollar sign. */
  readonly snippet: boolean;
  /** What the editor matches the typed text with, where that is not the label. */
  readonly filterText?: string;
  readonly sortText: string;
  /** Shown struck through. */
  readonly deprecated?: boolean;
  readonly replace: TextRange;
  /** Changes elsewhere in the text that belong to this item. They never touch `replace`. */
  readonly additionalEdits?: readonly TextEdit[];
  /** Characters that accept the item and are typed after it. */
  readonly commitCharacters?: readonly string[];
  /** Ask for completion again once the item is in the text: its value or path goes on. */
  readonly continues: boolean;
}

/** What an item is about; `documentation` turns it into text when the item is looked at. */
export interface Documented {
  readonly about?: { readonly object: string; readonly field?: string } | { readonly word: string };
}

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** Where the word ends that the caret stands in: items replace it up to there, if the user wants that. */
  readonly wordEnd: number;
  readonly missing: Missing;
  /** True where the list was cut: ask again as more is typed. */
  readonly isIncomplete: boolean;
}

export interface Diagnosis {
  readonly problems: readonly Problem[];
  readonly missing: Missing;
}

/** A query that can be run by itself. */
export interface Lens extends TextRange {
  readonly kind: 'soql' | 'sosl';
}

export interface DocumentSymbol extends TextRange {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'query' | 'subquery' | 'clause';
  /** The part to show selected; inside the range. */
  readonly selection: TextRange;
  readonly children: readonly DocumentSymbol[];
}

/** Text that the editor shows behind an offset and that is not part of the document. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
}

export interface FoldingRange extends TextRange {
  readonly kind: 'region' | 'comment';
}
