import { SalesforceError } from '../errors.ts';
import type { ApiUsage } from './limitInfo.ts';

/** What a request must be let in by before it is sent. */
export interface RequestBudget {
  /**
   * Waits for a turn. Call the answer when the request has ended, however it ended. Throws API_CALLS_RESERVED or
   * API_CALLS_USED_UP, and CANCELLED by the signal.
   * @param long it may run for 20 seconds and more: Salesforce bounds those, and only those, per org
   */
  enter(long: boolean, signal?: AbortSignal): Promise<() => void>;
}

/** How an org's calls may be spent. */
export interface RequestPolicy {
  /** Requests at once. */
  readonly atOnce: number;
  /** Percent of the daily calls above which nothing is sent; 100: never. */
  readonly stopAtPercent: number;
}

export const defaultPolicy: RequestPolicy = { atOnce: 10, stopAtPercent: 95 };

/**
 * Requests of 20 seconds and more at once: Developer Edition and trial orgs have five.
 * https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
const longAtOnce = 5;

/** The count of calls falls as the day rolls on, which only another answer can tell. */
const usageHoldsForMs = 15 * 60_000;

interface Waiter {
  readonly long: boolean;
  start(): void;
}

/** What one org can take at once, and what is left of its day. One for all threads of this process. */
export class OrgBudget implements RequestBudget {
  policy: RequestPolicy;
  readonly #now: () => number;
  readonly #waiting: Waiter[] = [];
  #running = 0;
  #runningLong = 0;
  #usage: (ApiUsage & { readonly at: number }) | undefined;
  #reservedToo = false;

  constructor(policy: RequestPolicy = defaultPolicy, now: () => number = Date.now) {
    this.policy = policy;
    this.#now = now;
  }

  /** What the latest answer told. */
  note(usage: ApiUsage): void {
    this.#usage = { ...usage, at: this.#now() };
  }

  /** The user wants the last calls of the day to be used too. */
  useReserved(): void {
    this.#reservedToo = true;
  }

  async enter(long: boolean, signal?: AbortSignal): Promise<() => void> {
    this.#refuseReserved();
    await this.#turn(long, signal);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running--;
      if (long) this.#runningLong--;
      this.#startNext();
    };
  }

  #turn(long: boolean, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new SalesforceError({ code: 'CANCELLED', message: 'The request was cancelled.' }));
      };
      const waiter: Waiter = {
        long,
        start: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      this.#waiting.push(waiter);
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop, { once: true });
      this.#startNext();
    });
  }

  /** In the order of arrival, except that a short request passes long ones that must wait for their like. */
  #startNext(): void {
    for (;;) {
      if (this.#running >= this.policy.atOnce) return;
      const next = this.#waiting.findIndex(({ long }) => !long || this.#runningLong < longAtOnce);
      const [waiter] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (!waiter) return;
      this.#running++;
      if (waiter.long) this.#runningLong++;
      waiter.start();
    }
  }

  #refuseReserved(): void {
    const { stopAtPercent } = this.policy;
    if (!this.#usage || this.#reservedToo || stopAtPercent >= 100) return;
    const { used, max, at } = this.#usage;
    if (max === 0 || used * 100 < max * stopAtPercent || this.#now() - at > usageHoldsForMs) return;
    const told = `${used} of ${max} daily calls are used`;
    throw used >= max
      ? new SalesforceError({ code: 'API_CALLS_USED_UP', message: `${told}.` })
      : new SalesforceError({
          code: 'API_CALLS_RESERVED',
          message: `${told}; the rest is kept from ${stopAtPercent} % on.`,
        });
  }
}
