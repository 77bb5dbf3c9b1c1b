import * as vscode from 'vscode';

export const RECORD_SCHEME = 'sf-record';
export const SCHEMA_SCHEME = 'sf-record-schema';

/** Stands for the id of a record that is not there yet. */
export const NEW_RECORD = 'new';

export interface RecordPlace {
  /** Key of the org. */
  readonly org: string;
  readonly object: string;
  readonly id: string;
}

/**
 * `sf-record:/sf-record/<org key>/<object>/<id>/<title>`. VS Code names the tab by the last part, which says nothing else:
 * a record may get another name. By the first one the manifest tells that it is JSON.
 */
export const recordUri = ({ org, object, id }: RecordPlace, title: string): vscode.Uri =>
  vscode.Uri.from({ scheme: RECORD_SCHEME, path: `/${RECORD_SCHEME}/${org}/${object}/${id}/${title}` });

export function placeOfRecord({ path }: vscode.Uri): RecordPlace {
  const [, , org = '', object = '', id = ''] = path.split('/');
  return { org, object, id };
}

/** An id has 15 or 18 characters. */
export const isSameRecord = (one: RecordPlace, other: RecordPlace): boolean =>
  one.org === other.org && one.object === other.object && one.id.slice(0, 15) === other.id.slice(0, 15);

/** @param isNew of records that are not there yet, whose fields can be written otherwise */
export const schemaUri = (org: string, object: string, isNew: boolean): vscode.Uri =>
  vscode.Uri.from({ scheme: SCHEMA_SCHEME, path: `/${org}/${object}${isNew ? '.new' : ''}.json` });
