import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type EmbeddedQuery, embeddedIn, isHostLanguage } from '../soql/embed/embedded.ts';
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
  /** Of the text, or of the queries in a text of another language, whose offsets are the same. */
  readonly tree: SyntaxTree;
  /** In a document of another language, where its queries are. */
  readonly queries?: readonly EmbeddedQuery[];
}

/** The open documents, as the editor last told of them. */
export interface Documents {
  /** Undefined where the document is not open. */
  get(uri: string): ParsedDocument | undefined;
  /** The same for what is asked with every key; undefined where the text is too long for that, too. */
  forFeatures(uri: string): ParsedDocument | undefined;
  /** A query file that is too long for that; in other languages that is nobody's business. */
  isTooLong(uri: string): boolean;
  /** The trees of the other documents that were last worked on. */
  others(uri: string): SyntaxTree[];
  /** The tree of the first lines. Undefined where the document is not open. */
  head(uri: string): SyntaxTree | undefined;
}

export const documentSync = TextDocumentSyncKind.Incremental;

type Parsed = Pick<ParsedDocument, 'tree' | 'queries'>;

function parseDocument(document: TextDocument): Parsed {
  const { languageId } = document;
  if (!isHostLanguage(languageId)) return { tree: parse(document.getText()) };
  const { text, queries } = embeddedIn(document.getText(), languageId);
  return { tree: parse(text, { dialect: languageId === 'apex' ? 'apex' : 'api' }), queries };
}

/** Each version is parsed once, when it is first asked for. */
export function openDocuments(connection: Connection): Documents {
  const documents = new TextDocuments(TextDocument);
  const trees = new Map<string, Parsed & { readonly version: number }>();

  documents.onDidClose(({ document }) => trees.delete(document.uri));
  documents.listen(connection);

  const parsed = (document: TextDocument): Parsed => {
    const cached = trees.get(document.uri);
    const made =
      cached?.version === document.version ? cached : { version: document.version, ...parseDocument(document) };
    // The map keeps the order of insertion: the first key is the one that was not used for the longest time.
    trees.delete(document.uri);
    trees.set(document.uri, made);
    const [oldest] = trees.keys();
    if (trees.size > maxTrees && oldest !== undefined) trees.delete(oldest);
    return made;
  };

  const get = (uri: string): ParsedDocument | undefined => {
    const document = documents.get(uri);
    if (!document) return undefined;
    const { tree, queries } = parsed(document);
    return { document, tree, ...(queries ? { queries } : {}) };
  };
  const isLong = (uri: string) => (documents.get(uri)?.getText().length ?? 0) > maxLengthForFeatures;
  return {
    get,
    isTooLong: uri => isLong(uri) && !isHostLanguage(documents.get(uri)?.languageId ?? ''),
    others: uri => [...trees].flatMap(([other, { tree }]) => (other === uri || isLong(other) ? [] : [tree])),
    forFeatures: uri => (isLong(uri) ? undefined : get(uri)),
    head(uri) {
      const text = documents.get(uri)?.getText();
      return text === undefined ? undefined : parse(text.slice(0, headLength));
    },
  };
}
