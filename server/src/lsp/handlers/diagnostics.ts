import { DocumentDiagnosticReportKind, type FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { diagnose } from '../../soql/features/service.ts';
import { type Context, inputFor } from '../context.ts';
import { toDiagnostic } from '../toProto.ts';

export const diagnosticProvider = { interFileDependencies: false, workspaceDiagnostics: false };

const nothing: FullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** The editor asks when the text has changed, and when we say that the schema has. */
export function handleDiagnostics(context: Context): void {
  const { connection, dispatch } = context;
  connection.languages.diagnostics.on(
    dispatch.feature('diagnostics', nothing, ({ textDocument }) => {
      const input = inputFor(context, textDocument);
      if (!input) return nothing;
      const { problems, missing } = diagnose(input);
      input.want(missing);
      return { ...nothing, items: problems.map(problem => toDiagnostic(input.document, problem)) };
    }),
  );
}
