// What the user sees before a record is written.
import * as vscode from 'vscode';
import type { ConnectedOrg } from '../orgs/registry.ts';

/** More lines make a dialog that no screen holds. */
const MOST_LINES = 20;

/** Each change with its old value; false where the user does not want it. */
export async function confirmChanges(
  org: ConnectedOrg,
  title: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const names = Object.keys(after);
  const lines = mostOf(names.map(name => `${name}: ${shown(before[name])} → ${shown(after[name])}`));
  const question = vscode.l10n.t('Save changes to {0} in {1}?', title, org.name);
  return confirmWrite(org, question, lines, vscode.l10n.t('Save'));
}

/** The values of a record before it is made, and the required fields that it lacks: the org is likely to refuse it. */
export async function confirmNew(
  org: ConnectedOrg,
  label: string,
  fields: Readonly<Record<string, unknown>>,
  missing: readonly string[],
): Promise<boolean> {
  const values = mostOf(Object.entries(fields).map(([name, value]) => `${name}: ${shown(value)}`));
  const question = vscode.l10n.t('Create {0} in {1}?', label, org.name);
  if (missing.length === 0) return confirmWrite(org, question, values, vscode.l10n.t('Create'));
  const problem = vscode.l10n.t('Required and still empty: {0}', missing.join(', '));
  return confirmWrite(org, question, [problem, values].join('\n\n'), vscode.l10n.t('Create all the same'));
}

/** The values of a record that somebody has changed meanwhile, beside those that would overwrite them. */
export function confirmOverwrite(
  org: ConnectedOrg,
  title: string,
  current: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const lines = Object.keys(fields).map(name =>
    vscode.l10n.t('{0}: there {1}, yours {2}', name, JSON.stringify(current[name]), JSON.stringify(fields[name])),
  );
  const question = vscode.l10n.t('Somebody has changed {0} in {1} since you opened it. Overwrite?', title, org.name);
  return confirmWrite(org, question, lines.join('\n'), vscode.l10n.t('Overwrite'));
}

/** Asks once, and for a production org once more. */
export async function confirmWrite(
  org: ConnectedOrg,
  question: string,
  detail: string,
  button: string,
): Promise<boolean> {
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) !== button) return false;
  return confirmProduction(org, detail);
}

/** Asks where the org is a production org: what is written was looked through before. */
export async function confirmProduction(org: ConnectedOrg, detail: string): Promise<boolean> {
  if (org.kind !== 'production') return true;
  const really = vscode.l10n.t('Change production');
  const warning = vscode.l10n.t('{0} is a production org. Write to it?', org.name);
  return (await vscode.window.showWarningMessage(warning, { modal: true, detail }, really)) === really;
}

function mostOf(lines: readonly string[]): string {
  const rest = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(rest > 0 ? [vscode.l10n.t('and {0} more', rest)] : [])].join('\n');
}

const shown = (value: unknown): string => {
  const text = value === null || value === undefined || value === '' ? vscode.l10n.t('empty') : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};
