// Commands, and the one place where their failures become a message.
import * as vscode from 'vscode';
import { type Step, stepFor } from '../host/nextSteps.ts';
import { problemOf } from '../host/problem.ts';

export interface Reporter {
  /** Shows one message for a failure, with its next step as a button. Resolves when it is answered or dismissed. */
  report(error: unknown, retry?: Pick<Step, 'command' | 'arguments'>): Promise<void>;
}

/** Registers a command of the manifest under its short id. */
export type Register = <Args extends unknown[]>(id: string, run: (...args: Args) => unknown) => void;

export function createReporter(log: vscode.LogOutputChannel): Reporter {
  // One failure reaches us on several ways, such as the command and the token that it needed.
  const showing = new Set<string>();
  return {
    async report(error, retry) {
      const problem = problemOf(error);
      if (!problem) return;
      log.error(`${retry?.command ?? 'background'}: ${problem.code}`);
      // The words may quote a query or a value.
      log.trace(problem.message);
      const subject = problem.code === 'SIGN_IN_REQUIRED' ? problem.code : problem.message;
      if (showing.has(subject)) return;
      showing.add(subject);
      const step = stepFor(problem.nextStep, retry);
      const buttons = step ? [step] : [];
      const chosen = await vscode.window.showErrorMessage(problem.message, ...buttons).then(undefined, () => undefined);
      showing.delete(subject);
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
