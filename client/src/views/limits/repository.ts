import { type LimitItem, listLimits } from '../../../../server/src/protocol/limits.ts';
import type { OrgKey } from '../../../../server/src/protocol/orgs.ts';
import type { LanguageService } from '../../languageClient/service.ts';

export interface LimitsRepository {
  /** Costs one API call. */
  limits(org: OrgKey): Promise<readonly LimitItem[]>;
}

export const createLimitsRepository = (service: Pick<LanguageService, 'request'>): LimitsRepository => ({
  limits: async org => (await service.request(listLimits, { org })).limits,
});
