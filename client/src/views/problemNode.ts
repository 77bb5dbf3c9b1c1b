import * as vscode from 'vscode';
import { stepFor } from '../host/nextSteps.ts';
import { type Problem, problemOf } from '../host/problem.ts';

/** Rows of a view that failed: what is wrong, and below it the step that helps. */
export interface ProblemNode {
  readonly kind: 'problem' | 'step';
  readonly problem: Problem;
}

export const isProblemNode = <Node extends { readonly kind: string }>(node: Node | ProblemNode): node is ProblemNode =>
  node.kind === 'problem' || node.kind === 'step';

/** None where the user cancelled. */
export function problemNodes(error: unknown): readonly ProblemNode[] {
  const problem = problemOf(error);
  if (!problem) return [];
  return [
    { kind: 'problem', problem },
    { kind: 'step', problem },
  ];
}

/** `retry` is the command that reads the view again. */
export function problemItem({ kind, problem }: ProblemNode, retry: string): vscode.TreeItem {
  const again = { command: retry };
  const step = stepFor(problem.nextStep, again) ?? stepFor('retry', again);
  const item = new vscode.TreeItem(kind === 'step' && step ? step.title : problem.message);
  item.tooltip = problem.message;
  if (kind === 'step' && step) {
    item.iconPath = new vscode.ThemeIcon(step.icon);
    item.command = { command: step.command, title: step.title };
  } else {
    item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  return item;
}
