// What the Limits view shows, as plain data. No 'vscode' here.
import type { LimitItem } from '../../../../server/src/protocol/limits.ts';
import { numberText, timeText, type Words } from '../../host/words.ts';
import type { Sample } from './history.ts';

export interface LimitNode {
  readonly kind: 'limit';
  /** Salesforce's name; of one inside another limit or of one app, its own name alone. */
  readonly name: string;
  readonly path: string;
  readonly used: number;
  readonly max: number;
  /** 0 to 1; 0 where there is no maximum. */
  readonly share: number;
  readonly inner: readonly LimitNode[];
}

/** A line about the limit above it. */
export interface LimitFactNode {
  readonly kind: 'limitFact';
  readonly path: string;
  readonly label: string;
  readonly description: string;
  /** Codicon name. */
  readonly icon: string;
}

/** The most used first, then by name. Limits inside another one, such as those of single apps, stand below it. */
export function limitNodes(limits: readonly LimitItem[], inUse = false): readonly LimitNode[] {
  const names = new Set(limits.map(({ name }) => name));
  // Only the first dot divides: an app's own name may have more of them.
  const parentOf = (name: string) => {
    const parent = name.slice(0, Math.max(0, name.indexOf('.')));
    return names.has(parent) ? parent : undefined;
  };
  const nodeOf = ({ name, max, remaining }: LimitItem): LimitNode => {
    const inner = limits.filter(limit => parentOf(limit.name) === name);
    // Salesforce reports -1 for some that are switched off.
    const used = Math.max(0, max - remaining);
    const share = max > 0 ? used / max : 0;
    const own = parentOf(name) === undefined ? name : name.slice(name.indexOf('.') + 1);
    return { kind: 'limit', name: own, path: name, used, max, share, inner: sorted(inner.map(nodeOf)) };
  };
  const roots = limits.filter(({ name }) => parentOf(name) === undefined).map(nodeOf);
  return sorted(inUse ? roots.filter(isUsed) : roots);
}

const isUsed = ({ used, inner }: LimitNode): boolean => used > 0 || inner.some(isUsed);

const sorted = (nodes: readonly LimitNode[]) =>
  [...nodes].sort((a, b) => b.share - a.share || a.name.localeCompare(b.name, 'en'));

export interface LimitLook {
  /** Begins with the share, and a bar where anything is used: the part that a narrow view cuts last. */
  readonly label: string;
  /** The numbers; the lines below repeat what a narrow view cuts. */
  readonly description: string;
  readonly accessible: string;
}

export function lookOfLimit(node: LimitNode, words: Words): LimitLook {
  const name = spacedName(node.name);
  const numbers = usageText(node, words);
  return {
    label: [...(node.share > 0 ? [bar(node.share)] : []), percent(node.share), name].join('  '),
    description: numbers,
    accessible: words.t('{0}: {1} used, {2}', name, numbers, percent(node.share)),
  };
}

/** `1,200 / 15,000` */
export const usageText = ({ used, max }: LimitNode, words: Words): string =>
  `${numberText(used, words)} / ${numberText(max, words)}`;

/** A used limit never reads as 0 %, and one that is not used up never as 100 %. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  return `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))} %`;
}

const BAR = 5;

/** Of what is used: something shows, and only what is used up is full. */
function bar(share: number): string {
  const filled = share >= 1 ? BAR : Math.max(1, Math.min(BAR - 1, Math.round(share * BAR)));
  return '▰'.repeat(filled) + '▱'.repeat(BAR - filled);
}

const STEPS = '▁▂▃▄▅▆▇█';

/** A line of blocks, the highest value on top. */
export function sparkline(values: readonly number[]): string {
  const top = Math.max(1, ...values);
  return values.map(value => STEPS[Math.round((Math.max(0, value) / top) * (STEPS.length - 1))]).join('');
}

/** What stands below a limit: its numbers apart, how it went, from where on it warns. */
export function factsOf(
  { used, max, path }: LimitNode,
  { samples, warnFrom }: { readonly samples: readonly Sample[]; readonly warnFrom: number },
  words: Words,
): readonly LimitFactNode[] {
  const fact = (id: string, label: string, description: string, icon: string): LimitFactNode => {
    return { kind: 'limitFact', path: `${path}/#${id}`, label, description, icon };
  };
  const first = samples[0];
  return [
    fact('used', numberText(used, words), words.t('used'), 'circle-filled'),
    fact(
      'left',
      numberText(Math.max(0, max - used), words),
      words.t('left of {0}', numberText(max, words)),
      'circle-outline',
    ),
    ...(first && samples.length > 1
      ? [
          fact(
            'trend',
            sparkline(samples.map(sample => sample.used)),
            words.t('since {0}', timeText(first.at, words)),
            'graph-line',
          ),
        ]
      : []),
    fact('warning', `${warnFrom} %`, words.t('warns from here on'), 'bell'),
  ];
}

/** `DailyBulkV2QueryJobs` as words; the name of an app stays as it is. */
export const spacedName = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replace(/\bApi\b/g, 'API')
    .trim();
