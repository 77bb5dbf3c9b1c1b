import { type LimitItem, listLimits } from '../../../../server/src/protocol/limits.ts';
import type { OrgKey } from '../../../../server/src/protocol/orgs.ts';
import type { LanguageService } from '../../languageClient/service.ts';

export interface LimitsRepository {
  /** Costs one API call, unless the org was asked less than a minute ago. */
  limits(org: OrgKey): Promise<readonly LimitItem[]>;
  /** The next read asks the org. */
  forget(): void;
}

/** Salesforce itself is accurate to some minutes only. */
const CURRENT_FOR_MS = 60_000;

export function createLimitsRepository(service: Pick<LanguageService, 'request'>): LimitsRepository {
  const known = new Map<OrgKey, { readonly at: number; readonly limits: readonly LimitItem[] }>();
  return {
    async limits(org) {
      const kept = known.get(org);
      if (kept && Date.now() - kept.at < CURRENT_FOR_MS) return kept.limits;
      const { limits } = await service.request(listLimits, { org });
      known.set(org, { at: Date.now(), limits });
      return limits;
    },
    forget: () => known.clear(),
  };
}
