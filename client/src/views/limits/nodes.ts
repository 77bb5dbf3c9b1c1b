// What the Limits view shows, as plain data. No 'vscode' here.
import type { LimitItem } from '../../../../server/src/protocol/limits.ts';

export interface LimitNode {
  readonly kind: 'limit';
  readonly name: string;
  readonly used: number;
  readonly max: number;
  /** 0 to 1; 0 where there is no maximum. */
  readonly share: number;
}

/** The most used first, then by name. */
export function limitNodes(limits: readonly LimitItem[]): readonly LimitNode[] {
  const nodes = limits.map(({ name, max, remaining }): LimitNode => {
    // Salesforce reports -1 for some that are switched off.
    const used = Math.max(0, max - remaining);
    return { kind: 'limit', name, used, max, share: max > 0 ? used / max : 0 };
  });
  return nodes.sort((a, b) => b.share - a.share || a.name.localeCompare(b.name, 'en'));
}

/** `1,200 of 15,000 (8 %)` */
export function usageText({ used, max, share }: LimitNode): string {
  const number = (value: number) => value.toLocaleString('en-US');
  return `${number(used)} / ${number(max)} (${percent(share)})`;
}

/** A used limit never reads as 0 %, and one that is not used up never as 100 %. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  return `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))} %`;
}

/** Filled by use, in three steps; codicon names. */
export function usageIcon(share: number): 'circle-outline' | 'circle-filled' | 'warning' {
  if (share >= 0.8) return 'warning';
  return share > 0 ? 'circle-filled' : 'circle-outline';
}

/** `DailyBulkV2QueryJobs` as words, for the tooltip and the screen reader. */
export const spacedName = (name: string): string =>
  name
    .replaceAll('.', ': ')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .trim();
