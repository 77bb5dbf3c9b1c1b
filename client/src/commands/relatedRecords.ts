// The records that name another one, as a query that runs at once.
import * as vscode from 'vscode';
import { tellingName } from '../orgs/orgNames.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { pickFields } from '../views/objects/pickFields.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import { openQuery, queryOf } from './newQuery.ts';
import type { Register } from './report.ts';

interface RelatedRecords {
  /** Key of the org. */
  readonly org: string;
  readonly object: string;
  /** The field that names the record. */
  readonly field: string;
  readonly id: string;
}

const ROWS = 200;

export function registerRelatedRecords(
  register: Register,
  { registry, repository }: { readonly registry: OrgRegistry; readonly repository: ObjectsRepository },
): void {
  register('showRelatedRecords', async ({ org, object, field, id }: RelatedRecords) => {
    const { fields } = await repository.describe(org, object);
    const named = registry.active?.key === org ? undefined : registry.orgs.find(({ key }) => key === org);
    const comment = named ? `// @org ${tellingName(named, registry.orgs)}\n` : '';
    const query = queryOf(object, pickFields(fields), ROWS, `${field} = '${id}'`);
    const { document } = await openQuery(`${comment}${query}`);
    await vscode.commands.executeCommand('salesforceWorkbench.runStatement', document.uri.toString(), comment.length);
  });
}
