// Failures on their way to the user. No 'vscode' here: lazily loaded bundles and unit tests use it too.
import type { ErrorData } from '../../../server/src/protocol/message.ts';

/** What a message can offer as a button. */
export type NextStep = NonNullable<ErrorData['nextStep']> | 'firstOrg' | 'enterConsumerKey' | 'newQuery';

/** A failure in words for the user, with a stable code and the step that helps. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly nextStep?: NextStep;
}

/** Thrown by our own I/O. Told apart by its shape, not its class: each bundle has a copy of this one. */
export class ProblemError extends Error implements Problem {
  readonly code: string;
  readonly nextStep?: NextStep;

  constructor({ code, message, nextStep }: Problem, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProblemError';
    this.code = code;
    if (nextStep) this.nextStep = nextStep;
  }
}

/** LSP's RequestCancelled and ServerCancelled. */
const CANCELLED_REPLIES: readonly unknown[] = [-32800, -32802];

/**
 * What to tell the user about anything thrown: our own errors, and failed requests with the protocol's ErrorData.
 * undefined: the user cancelled, and there is nothing to tell.
 */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return unexpected(String(error));
  const { code, data, nextStep } = error as Error & { code?: unknown; data?: unknown; nextStep?: NextStep };
  if (isCancellation(error) || CANCELLED_REPLIES.includes(code)) return undefined;
  if (isErrorData(data))
    return data.code === 'CANCELLED' ? undefined : problem(data.code, error.message, data.nextStep);
  if (typeof code === 'string') return problem(code, error.message, nextStep);
  return unexpected(error.message);
}

/** VS Code's CancellationError, an aborted signal, and our own. */
export function isCancellation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'Canceled' || error.name === 'AbortError' || ('code' in error && error.code === 'CANCELLED');
}

const isErrorData = (data: unknown): data is ErrorData =>
  typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string';

const problem = (code: string, message: string, nextStep?: NextStep): Problem =>
  nextStep ? { code, message, nextStep } : { code, message };

const unexpected = (message: string) => problem('UNEXPECTED', message, 'showLog');
