import type { Answer, Asked, Question, ToPanel } from './messages.ts';

export interface Conversation {
  /** Asks the panel about the run that is shown now. Rejects with what went wrong, in words. */
  ask<Q extends Question>(question: Q, asked: Asked<Q>): Promise<Answer<Q>>;
  answered(request: number, answer: unknown): void;
  /** Whether somebody waited for it. */
  failed(request: number | undefined, message: string): boolean;
}

export function createConversation(post: (message: ToPanel) => void, run: () => string): Conversation {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const take = (request: number | undefined) => {
    if (request === undefined) return undefined;
    const found = waiting.get(request);
    waiting.delete(request);
    return found;
  };
  return {
    ask<Q extends Question>(question: Q, asked: Asked<Q>) {
      return new Promise<Answer<Q>>((resolve, reject) => {
        const request = ++last;
        waiting.set(request, { resolve: answer => resolve(answer as Answer<Q>), reject });
        post({ type: 'ask', request, run: run(), question, asked });
      });
    },
    answered: (request, answer) => take(request)?.resolve(answer),
    failed(request, message) {
      const found = take(request);
      found?.reject(new Error(message));
      return found !== undefined;
    },
  };
}
