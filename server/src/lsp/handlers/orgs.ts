import type { OrgConnection } from '../../org/orgs.ts';
import { type OrgInfo, orgOfDocument, orgsChanged } from '../../protocol/orgs.ts';
import { orgComment } from '../../soql/syntax/fileComments.ts';
import { type Context, orgOf } from '../context.ts';

export function handleOrgs({ connection, dispatch, documents, orgs, runs, log }: Context, onChange: () => void): void {
  connection.onNotification(orgsChanged.method, (params: { orgs: readonly OrgInfo[]; active?: string }) => {
    for (const key of orgs.keys) {
      if (!params.orgs.some(org => org.key === key)) runs.cancelAll(key);
    }
    orgs.set(params.orgs.map(connectionOf), params.active);
    log.info(`Connected orgs: ${params.orgs.length}`);
    onChange();
  });
  dispatch.request(orgOfDocument, ({ uri }) => {
    const head = documents.head(uri);
    const org = head ? orgOf(head, orgs) : orgs.active;
    const named = head && orgComment(head);
    return { ...(org && { org: org.key }), ...(named && { named }) };
  });
}

const connectionOf = ({ key, name, names, instanceUrl, apiVersion, kind }: OrgInfo): OrgConnection => ({
  key,
  name,
  names,
  instanceUrl,
  apiVersion,
  isLocal: kind === 'local',
});
