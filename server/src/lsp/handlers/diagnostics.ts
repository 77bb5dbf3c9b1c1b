import { t } from '@vscode/l10n';
import {
  type Diagnostic,
  DiagnosticSeverity,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { diagnose, type Surface } from '../../soql/features/service.ts';
import { isForBulk, orgComment } from '../../soql/syntax/fileComments.ts';
import { type Context, inputsByApi, type OrgDocument } from '../context.ts';
import { isSure } from '../embedded.ts';
import { toDiagnostic, toRange } from '../toProto.ts';
import { costlyMarks } from './plans.ts';

export const diagnosticProvider = { interFileDependencies: false, workspaceDiagnostics: false };

const nothing: FullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** The editor asks when the text has changed, and when we say that the schema has. */
export function handleDiagnostics(context: Context): void {
  const { connection, dispatch } = context;
  connection.languages.diagnostics.on(
    dispatch.feature('diagnostics', nothing, ({ textDocument }) => {
      const inputs = inputsByApi(context, textDocument);
      const [open] = inputs;
      if (!open) return context.documents.isTooLong(textDocument.uri) ? { ...nothing, items: [tooLong()] } : nothing;
      const items = inputs.flatMap(input => {
        const { problems, missing } = diagnose({ ...input, surface: surfaceOf(input) });
        input.want(missing);
        const sure = problems.filter(problem => isSure(input, problem) && input.holds(problem));
        return sure.map(problem => toDiagnostic(input.document, problem));
      });
      return { ...nothing, items: [...unknownOrg(open), ...items, ...costlyMarks(context.plans, open)] };
    }),
  );
}

/** What the queries of the document are meant for. */
function surfaceOf({ document, tree }: OrgDocument): Surface {
  if (document.languageId === 'apex') return 'apex';
  return isForBulk(tree) ? 'bulk' : 'rest';
}

/** The file names an org that is not connected: then nothing is known of its schema. */
function unknownOrg({ document, tree, org }: OrgDocument): Diagnostic[] {
  const named = orgComment(tree);
  if (!named || org) return [];
  const message = t('No connected org goes by the name {0}. Connect it, or choose another in the lens.', named.name);
  return [
    {
      range: toRange(document, named),
      severity: DiagnosticSeverity.Warning,
      source: 'soql',
      code: 'unknown-org',
      message,
    },
  ];
}

function tooLong(): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'soql',
    code: 'too-long',
    message: t('This file is too long to be checked while it is edited. Its queries can be run.'),
  };
}
