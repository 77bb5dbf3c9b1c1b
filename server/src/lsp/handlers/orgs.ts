import type { OrgConnection } from '../../org/orgs.ts';
import { type OrgInfo, orgsChanged } from '../../protocol/orgs.ts';
import type { Context } from '../context.ts';

export function handleOrgs({ connection, orgs, log }: Context, onChange: () => void): void {
  connection.onNotification(orgsChanged.method, (params: { orgs: readonly OrgInfo[]; active?: string }) => {
    orgs.set(params.orgs.map(connectionOf), params.active);
    log.info(`Connected orgs: ${params.orgs.length}`);
    onChange();
  });
}

const connectionOf = ({ key, instanceUrl, apiVersion, kind }: OrgInfo): OrgConnection => ({
  key,
  instanceUrl,
  apiVersion,
  isLocal: kind === 'local',
});
