// Commands, and the one place where their failures become a message.
import * as vscode from 'vscode';
import { type Step, stepsFor } from '../host/nextSteps.ts';
import { problemOf } from '../host/problem.ts';
import type { RecentError } from './diagnosis.ts';

export interface Reporter {
  /** Shows one message for a failure, with its next step as a button. Resolves when it is answered or dismissed. */
  report(error: unknown, retry?: Pick<Step, 'command' | 'arguments'>): Promise<void>;
  /** The last failures, the newest first: codes alone. */
  recent(): readonly RecentError[];
}

/** Registers a command of the manifest under its short id. */
export type Register = <Args extends unknown[]>(id: string, run: (...args: Args) => unknown) => void;

const MOST_RECENT = 20;

export function createReporter(log: vscode.LogOutputChannel): Reporter {
  let recent: readonly RecentError[] = [];
  return {
    recent: () => recent,
    async report(error, retry) {
      const problem = problemOf(error);
      if (!problem) return;
      const what = retry?.command ?? 'background';
      recent = [{ at: new Date().toISOString(), what, code: problem.code }, ...recent].slice(0, MOST_RECENT);
      log.error(`${what}: ${problem.code}`);
      // The words may quote a query or a value.
      log.trace(problem.message);
      const buttons = stepsFor(problem.nextStep, retry);
      // VS Code shows equal messages once: one failure may come from a command and from the token that it needed.
      const chosen = await vscode.window.showErrorMessage(problem.message, ...buttons);
      if (chosen) await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
    },
  };
}

/** A command never rejects: whoever runs it from a key or a menu could not tell the user more. */
export function createRegister(subscriptions: vscode.Disposable[], reporter: Reporter): Register {
  return (id, run) => {
    const command = `salesforceWorkbench.${id}`;
    const guarded = async (...args: Parameters<typeof run>) => {
      try {
        return await run(...args);
      } catch (error) {
        void reporter.report(error, { command, arguments: args });
        return undefined;
      }
    };
    subscriptions.push(vscode.commands.registerCommand(command, guarded));
  };
}
