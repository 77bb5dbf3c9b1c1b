// What the Limits view offers.
import * as vscode from 'vscode';
import { settings } from '../host/settings.ts';
import type { LimitsView } from '../views/limits/limitsView.ts';
import { type LimitNode, spacedName } from '../views/limits/nodes.ts';
import { warnFrom } from '../views/limits/thresholds.ts';
import type { Reveal } from '../views/views.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly limits: LimitsView;
  readonly reveal: Reveal;
}

export function registerLimitCommands(register: Register, { limits, reveal }: Ports): void {
  const shown = (id: string, act: () => unknown) =>
    register(id, async () => {
      await act();
      await reveal('limits');
    });
  shown('refreshLimits', () => limits.refresh());
  shown('showUsedLimits', () => limits.setInUse(true));
  shown('showAllLimits', () => limits.setInUse(false));
  register('setLimitWarning', (node: LimitNode) => setWarning(node));
}

async function setWarning(node: LimitNode): Promise<void> {
  const before = settings.limitWarnings();
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Warn for {0}', spacedName(node.name)),
    prompt: vscode.l10n.t('From how much use on, in percent. Empty: as all others.'),
    value: String(warnFrom(node, before)),
    validateInput: text => (isPercent(text) ? undefined : vscode.l10n.t('A number from 0 to 100.')),
  });
  if (answer === undefined) return;
  const { [node.path]: _, ...others } = before;
  await settings.setLimitWarnings(answer.trim() ? { ...others, [node.path]: Number(answer) } : others);
}

const isPercent = (text: string) => /^\s*(\d{1,2}|100)?\s*$/.test(text);
