// How an org is named in the status bar and in lists.
import type { OrgInfo } from '../../../server/src/protocol/orgs.ts';
import { numberText, type Words } from '../host/words.ts';
import type { ConnectedOrg } from './registry.ts';

export interface Usage {
  readonly used: number;
  readonly max: number;
}

/** Whole percent of the daily API calls. */
export const usageShare = ({ used, max }: Usage): string => `${max > 0 ? Math.floor((used / max) * 100) : 0} %`;

/** Whether so many of the day's calls are used that the user should know. */
export const isHigh = ({ used, max }: Usage, warnAtPercent: number): boolean =>
  max > 0 && warnAtPercent < 100 && used * 100 >= max * warnAtPercent;

export function kindLabel(kind: OrgInfo['kind'], words: Pick<Words, 't'>): string {
  switch (kind) {
    case 'production':
      return words.t('Production');
    case 'sandbox':
      return words.t('Sandbox');
    case 'developer':
      return words.t('Developer Edition');
    case 'scratch':
      return words.t('Scratch org');
    case 'local':
      return words.t('Local');
    default:
      return kind satisfies never;
  }
}

/** Codicon by kind. Production stands out by its shape, which every theme and a screen reader's label keep. */
export const kindIcon = (kind: OrgInfo['kind']): string =>
  ({ production: 'shield', sandbox: 'beaker', developer: 'cloud', scratch: 'zap', local: 'vm' })[kind];

/** Text, Markdown tooltip and spoken label of the status-bar item. `high`: see isHigh. */
export function describeOrg(org: ConnectedOrg | undefined, usage: Usage | undefined, high: boolean, words: Words) {
  if (!org) {
    const text = words.t('Select an org');
    return { text: `$(cloud) ${text}`, tooltip: text, accessible: words.t('Salesforce: no org selected') };
  }
  const kind = kindLabel(org.kind, words);
  const marked = org.kind === 'production' ? `${org.name} · ${kind}` : org.name;
  const icon = org.signedOut ? 'warning' : kindIcon(org.kind);
  const share = usage && usageShare(usage);
  const calls =
    usage && words.t('{0} of {1} API calls used today', numberText(usage.used, words), numberText(usage.max, words));
  const lines = [
    `**${escapeMarkdown(org.name)}** (${kind})`,
    escapeMarkdown(org.username),
    org.instanceUrl,
    ...(calls ? [high ? `$(warning) ${calls}` : calls] : []),
    ...(org.signedOut ? [words.t('$(warning) Signed out: select it to sign in again.')] : []),
    words.t('Click to switch org'),
  ];
  return {
    text: [`$(${icon}) ${marked}`, ...(share ? [share] : [])].join('  '),
    tooltip: lines.join('\n\n'),
    accessible: [words.t('Salesforce org {0}', org.name), kind, ...(calls ? [calls] : [])].join(', '),
  };
}

const escapeMarkdown = (text: string) => text.replace(/[\\`*_{}[\]()#+\-.!|<>$]/g, '\\$&');
