import type { LimitNode } from './nodes.ts';

/** Percent of use from which on a limit warns, by its name; `*` for those that are not named. */
export type LimitWarnings = Readonly<Record<string, number>>;

const DEFAULT_PERCENT = 80;

export function warnFrom({ path }: LimitNode, percents: LimitWarnings): number {
  const percent = percents[path] ?? percents['*'] ?? DEFAULT_PERCENT;
  return typeof percent === 'number' && percent >= 0 && percent <= 100 ? percent : DEFAULT_PERCENT;
}

/** The limits, and those inside of them, that have reached where they shall warn. What has no maximum never does. */
export const warnings = (nodes: readonly LimitNode[], percents: LimitWarnings): readonly LimitNode[] =>
  nodes.flatMap(node => [
    ...(node.max > 0 && node.share * 100 >= warnFrom(node, percents) ? [node] : []),
    ...warnings(node.inner, percents),
  ]);
