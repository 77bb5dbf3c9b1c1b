import { DocumentDiagnosticReportKind, type FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { diagnose } from '../../soql/features/service.ts';
import { type Context, schemaFor } from '../context.ts';
import { toDiagnostic } from '../toProto.ts';

export const diagnosticProvider = { interFileDependencies: false, workspaceDiagnostics: false };

const nothing: FullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** The editor asks when the text has changed, and when we say that the schema has. */
export function handleDiagnostics({ connection, dispatch, documents, orgs }: Context): void {
  connection.languages.diagnostics.on(
    dispatch.feature('diagnostics', nothing, ({ textDocument }) => {
      const open = documents.get(textDocument.uri);
      if (!open) return nothing;
      const { schema, want } = schemaFor(orgs);
      const { problems, missing } = diagnose({ tree: open.tree, schema });
      want(missing);
      return { ...nothing, items: problems.map(problem => toDiagnostic(open.document, problem)) };
    }),
  );
}
