// The daily API calls of the orgs, as their answers tell. No 'vscode' here.
import { apiUsage } from '../../../server/src/protocol/limits.ts';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { isHigh, type Usage } from './orgLabel.ts';

export interface ApiUsages {
  /** Undefined until the org has answered something. */
  of(org: OrgKey): Usage | undefined;
  /** Whether the last calls of the org's day are kept. `stopAtPercent`: from which share on. */
  isHeldBack(org: OrgKey, stopAtPercent: number): boolean;
  /** The user has let the last calls of this org through: so they are until the server ends. */
  release(org: OrgKey): void;
  onDidChange(listener: () => void): void;
  dispose(): void;
}

export function createApiUsages(service: Pick<LanguageService, 'onNotification' | 'onDidStop'>): ApiUsages {
  const usages = new Map<OrgKey, Usage>();
  const released = new Set<OrgKey>();
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const subscriptions = [
    service.onNotification(apiUsage, ({ org, used, max }) => {
      usages.set(org, { used, max });
      changed();
    }),
    // The next one knows of no call yet, and holds none back.
    service.onDidStop(() => {
      usages.clear();
      released.clear();
      changed();
    }),
  ];
  return {
    of: org => usages.get(org),
    isHeldBack(org, stopAtPercent) {
      const usage = usages.get(org);
      return usage !== undefined && !released.has(org) && isHigh(usage, stopAtPercent);
    },
    release(org) {
      released.add(org);
      changed();
    },
    onDidChange: listener => void listeners.push(listener),
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
