import type { Org } from '../org/orgs.ts';
import { numberText } from './numberText.ts';

type QueryPlan = Awaited<ReturnType<Org['explain']>>[number];

/** The plans asked for, of the statements asked for last. A statement that is changed is another one. */
export interface Plans {
  /** The cheapest plan of a statement, by its API and as `minify` writes it, if it was ever asked for. */
  of(org: string, statement: string): QueryPlan | undefined;
  remember(org: string, statement: string, plan: QueryPlan | undefined): void;
  readonly isEmpty: boolean;
}

const maxPlans = 100;

export function rememberPlans(): Plans {
  const plans = new Map<string, QueryPlan>();
  const keyOf = (org: string, statement: string) => `${org} ${statement}`;
  return {
    of: (org, statement) => plans.get(keyOf(org, statement)),
    remember(org, statement, plan) {
      const key = keyOf(org, statement);
      plans.delete(key);
      if (plan) plans.set(key, plan);
      const [oldest] = plans.keys();
      if (plans.size > maxPlans && oldest !== undefined) plans.delete(oldest);
    },
    get isEmpty() {
      return plans.size === 0;
    },
  };
}

/** From this cost on a query is not selective. */
export const isCostly = ({ relativeCost }: QueryPlan): boolean => relativeCost > 1;

/** `2.3`, in the fewest digits that tell it from 1. */
export const costText = (cost: number): string => numberText(Number(cost.toPrecision(cost > 1 && cost < 1.1 ? 3 : 2)));
