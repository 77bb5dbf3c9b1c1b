import type { FieldDefinition, ObjectDefinition, Schema } from '../schema/types.ts';
import { idOf, normalizedId, ordinalOf } from '../storage/ids.ts';

export interface ListView {
  readonly describeUrl: string;
  readonly developerName: string;
  readonly id: string;
  readonly label: string;
  readonly resultsUrl: string;
  readonly soqlCompatible: true;
  readonly url: string;
}

/** The list view of an object as the list of them has it. `version` as in `66.0`. */
export function describeListView(object: ObjectDefinition, version: string): ListView {
  const id = listViewId(object);
  const url = `/services/data/v${version}/sobjects/${object.name}/listviews/${id}`;
  return {
    describeUrl: `${url}/describe`,
    developerName: listViewDeveloperName(object),
    id,
    label: listViewLabel(object),
    resultsUrl: `${url}/results`,
    soqlCompatible: true,
    url,
  };
}

/** `GET …/listviews/{id}/describe`. */
export function describeListViewQuery(object: ObjectDefinition): object {
  const ascending = { nullsPosition: 'first', sortDirection: 'ascending' };
  return {
    columns: listViewColumns(object),
    id: listViewId(object),
    orderBy: sorted(object).map(fieldNameOrPath => ({ fieldNameOrPath, ...ascending })),
    query: listViewSoql(object),
    relatedEntityId: null,
    scope: 'everything',
    scopeEntityId: null,
    sobjectType: object.name,
    whereCondition: {},
  };
}

/** The SOQL of the list view with that id; undefined for any other text. */
export function listViewQuery(schema: Schema, text: string): string | undefined {
  const id = normalizedId(text);
  if (!id?.startsWith(keyPrefix)) return undefined;
  const object = schema.objects.find(each => each.hasListViews && listViewId(each) === id);
  return object && listViewSoql(object);
}

const keyPrefix = '00B';

/** Out of the key prefix of the object, so that it stays the same whatever other objects there are. */
export function listViewId({ keyPrefix: prefix }: ObjectDefinition): string {
  return idOf(keyPrefix, ordinalOf(`${'0'.repeat(12)}${prefix ?? ''}`));
}

export function listViewColumns(object: ObjectDefinition): readonly object[] {
  const [first] = sorted(object);
  return shownFields(object).map(field => ({
    ascendingLabel: field.sortable ? 'Z-A' : null,
    descendingLabel: field.sortable ? 'A-Z' : null,
    fieldNameOrPath: field.name,
    hidden: hiddenFields.includes(field.name),
    label: field.label,
    searchable: false,
    selectListItem: field.name,
    sortDirection: field.name === first ? 'ascending' : null,
    sortIndex: field.name === first ? 0 : null,
    sortable: field.sortable,
    type: field.type,
  }));
}

const hiddenFields = ['Id', 'CreatedDate', 'LastModifiedDate', 'SystemModstamp'];

/** The name, and what every page keeps hidden. */
function shownFields(object: ObjectDefinition): readonly FieldDefinition[] {
  const names = [object.nameField?.name ?? '', ...hiddenFields];
  return names.flatMap(name => object.field(name) ?? []);
}

function sorted({ nameField }: ObjectDefinition): readonly string[] {
  return nameField?.sortable ? [nameField.name, 'Id'] : ['Id'];
}

export function listViewSoql(object: ObjectDefinition): string {
  const fields = shownFields(object).map(({ name }) => name);
  const order = sorted(object).map(name => `${name} ASC NULLS FIRST`);
  return `SELECT ${fields.join(', ')} FROM ${object.name} ORDER BY ${order.join(', ')}`;
}

export function listViewLabel({ labelPlural }: ObjectDefinition): string {
  return `All ${labelPlural}`;
}

export function listViewDeveloperName(object: ObjectDefinition): string {
  return listViewLabel(object).replaceAll(/\W+/g, '');
}
