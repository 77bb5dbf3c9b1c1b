import * as vscode from 'vscode';

export const RECORD_SCHEME = 'sf-record';
export const SCHEMA_SCHEME = 'sf-record-schema';

/** `sf-record:/<org key>/<object>/<id>.jsonc` */
export const recordUri = (org: string, object: string, id: string): vscode.Uri =>
  vscode.Uri.from({ scheme: RECORD_SCHEME, path: `/${org}/${object}/${id}.jsonc` });

/** Stands for the id of a record that is not there yet. */
export const NEW_RECORD = 'new';

export function placeOfRecord({ path }: vscode.Uri): { org: string; object: string; id: string } {
  const [, org = '', object = '', file = ''] = path.split('/');
  return { org, object, id: file.replace(/\.jsonc$/, '') };
}

/** @param isNew of records that are not there yet, whose fields can be written otherwise */
export const schemaUri = (org: string, object: string, isNew: boolean): vscode.Uri =>
  vscode.Uri.from({ scheme: SCHEMA_SCHEME, path: `/${org}/${object}${isNew ? '.new' : ''}.json` });
