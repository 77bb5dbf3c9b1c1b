import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from '../soql/syntax/parser.ts';
import type { SyntaxTree } from '../soql/syntax/tree.ts';

/** Trees kept at once: those of the documents that somebody looks at. */
const maxTrees = 20;

/** Longer texts are lists of Ids or generated: they can be run, but are not parsed with every key. */
const maxLengthForFeatures = 500_000;

/** What a file says about itself stands in its first lines. */
const headLength = 4_000;

/** An open document and its tree; both belong to the same version. */
export interface ParsedDocument {
  readonly document: TextDocument;
  readonly tree: SyntaxTree;
}

/** The open documents, as the editor last told of them. */
export interface Documents {
  /** Undefined where the document is not open. */
  get(uri: string): ParsedDocument | undefined;
  /** The same for what is asked with every key; undefined where the text is too long for that, too. */
  forFeatures(uri: string): ParsedDocument | undefined;
  isTooLong(uri: string): boolean;
  /** The trees of the other documents that were last worked on. */
  others(uri: string): SyntaxTree[];
  /** The tree of the first lines. Undefined where the document is not open. */
  head(uri: string): SyntaxTree | undefined;
}

export const documentSync = TextDocumentSyncKind.Incremental;

/** Each version is parsed once, when it is first asked for. */
export function openDocuments(connection: Connection): Documents {
  const documents = new TextDocuments(TextDocument);
  const trees = new Map<string, { readonly version: number; readonly tree: SyntaxTree }>();

  documents.onDidClose(({ document }) => trees.delete(document.uri));
  documents.listen(connection);

  const treeOf = (document: TextDocument): SyntaxTree => {
    const cached = trees.get(document.uri);
    const tree = cached?.version === document.version ? cached.tree : parse(document.getText());
    // The map keeps the order of insertion: the first key is the one that was not used for the longest time.
    trees.delete(document.uri);
    trees.set(document.uri, { version: document.version, tree });
    const [oldest] = trees.keys();
    if (trees.size > maxTrees && oldest !== undefined) trees.delete(oldest);
    return tree;
  };

  const get = (uri: string): ParsedDocument | undefined => {
    const document = documents.get(uri);
    return document && { document, tree: treeOf(document) };
  };
  const isTooLong = (uri: string) => (documents.get(uri)?.getText().length ?? 0) > maxLengthForFeatures;
  return {
    get,
    isTooLong,
    others: uri => [...trees].flatMap(([other, { tree }]) => (other === uri || isTooLong(other) ? [] : [tree])),
    forFeatures: uri => (isTooLong(uri) ? undefined : get(uri)),
    head(uri) {
      const text = documents.get(uri)?.getText();
      return text === undefined ? undefined : parse(text.slice(0, headLength));
    },
  };
}
