// The pages of mapping files. What draws them is loaded with the first one.
import * as vscode from 'vscode';
import type { LoadReport } from '../../../server/src/protocol/bulk.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';

export const MAPPING_VIEW_TYPE = 'salesforceWorkbench.mapping';

/** An open page. */
export interface OpenMapping {
  showReport(report: LoadReport): void;
}

export interface MappingEditors extends vscode.Disposable {
  /** Shows what a check has found, on the file's page; opens it where it is not open. */
  showReport(mapping: vscode.Uri, report: LoadReport): Promise<void>;
}

export interface MappingPorts {
  readonly extensionUri: vscode.Uri;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
}

export function createMappingEditors(ports: MappingPorts): MappingEditors {
  const open = new Map<string, OpenMapping>();
  /** Reports for pages that are being opened. */
  const waiting = new Map<string, LoadReport>();
  const provider: vscode.CustomTextEditorProvider = {
    async resolveCustomTextEditor(document, panel) {
      const { openMapping } = await import('./mappingEditor.ts');
      const key = document.uri.toString();
      const page = openMapping(ports, document, panel);
      open.set(key, page);
      panel.onDidDispose(() => {
        if (open.get(key) === page) open.delete(key);
      });
      const report = waiting.get(key);
      waiting.delete(key);
      if (report) page.showReport(report);
    },
  };
  const registration = vscode.window.registerCustomEditorProvider(MAPPING_VIEW_TYPE, provider, {
    webviewOptions: { retainContextWhenHidden: true, enableFindWidget: true },
  });
  return {
    async showReport(mapping, report) {
      const key = mapping.toString();
      if (!open.has(key)) waiting.set(key, report);
      await vscode.commands.executeCommand('vscode.openWith', mapping, MAPPING_VIEW_TYPE);
      open.get(key)?.showReport(report);
    },
    dispose: () => registration.dispose(),
  };
}
