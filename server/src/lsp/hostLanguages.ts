import {
  CodeActionRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import { hostLanguages } from '../soql/embed/embedded.ts';
import { documentSync } from './documents.ts';
import { codeActionProvider } from './handlers/actions.ts';
import { completionProvider } from './handlers/completion.ts';
import { diagnosticProvider } from './handlers/diagnostics.ts';
import { signatureHelpProvider } from './handlers/explanations.ts';

/**
 * Asks to be told of documents of other languages, for a few features: what formats, folds or outlines them is the
 * business of their own extensions.
 */
export function registerHostLanguages(connection: Connection, log: Log): void {
  const documentSelector = hostLanguages.map(language => ({ scheme: 'file', language }));
  const registrations = [
    connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector }),
    connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: documentSync }),
    connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector }),
    connection.client.register(CompletionRequest.type, { documentSelector, ...completionProvider }),
    connection.client.register(DocumentDiagnosticRequest.type, { documentSelector, ...diagnosticProvider }),
    connection.client.register(HoverRequest.type, { documentSelector }),
    connection.client.register(SignatureHelpRequest.type, { documentSelector, ...signatureHelpProvider }),
    connection.client.register(DefinitionRequest.type, { documentSelector }),
    connection.client.register(CodeActionRequest.type, { documentSelector, ...codeActionProvider }),
  ];
  Promise.all(registrations).catch((error: unknown) => log.warn(`Queries in other languages: ${error}`));
}
