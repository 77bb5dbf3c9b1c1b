import { retrieved } from '../api/collections/retrieve.ts';
import { deletedIn, updatedIn } from '../api/replication.ts';
import { searchRecordsOf } from '../api/search.ts';
import { ApiError } from '../errors.ts';
import { readSosl } from '../search/sosl.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { childText, element, textElement, type XmlElement } from '../xml/xml.ts';
import type { Operation } from './context.ts';
import { recordElement } from './recordElement.ts';

// Reading without a query.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_retrieve.htm

export const retrieve: Operation = ({ database }, { operation }) => {
  const fields = (childText(operation, 'fieldList') ?? '').split(',').filter(name => name.trim() !== '');
  const ids = operation.children.filter(({ name }) => name === 'ids').map(({ text }) => text);
  const found = retrieved(database, { objectName: objectNameOf(database, operation), ids, fields });
  return found.map(each => {
    if (each === null) return textElement('result', null);
    return recordElement('result', { attributes: { type: each.object.name }, ...each.record });
  });
};

export const search: Operation = async (context, { operation, versionNumber }) => {
  const asked = readSosl(context.database.schema, childText(operation, 'searchString') ?? '');
  const records = await searchRecordsOf(context, asked, `${versionNumber}.0`);
  const found = records.map(record => element('searchRecords', [recordElement('record', record)]));
  return [element('result', found)];
};

export const getUpdated: Operation = ({ database }, { operation }) => {
  const { ids, latestDateCovered } = updatedIn(database, objectNameOf(database, operation), spanOf(operation));
  const content = [...ids.map(id => textElement('ids', id)), dateElement('latestDateCovered', latestDateCovered)];
  return [element('result', content)];
};

export const getDeleted: Operation = ({ database }, { operation }) => {
  const { deletedRecords, ...covered } = deletedIn(database, objectNameOf(database, operation), spanOf(operation));
  const records = deletedRecords.map(({ deletedDate, id }) =>
    element('deletedRecords', [dateElement('deletedDate', deletedDate), textElement('id', id)]),
  );
  const dates = Object.entries(covered).map(([name, date]) => dateElement(name, date));
  return [element('result', [...records, ...dates])];
};

function objectNameOf({ schema }: OrgDatabase, operation: XmlElement): string {
  const name = childText(operation, 'sObjectType') ?? '';
  if (schema.object(name) === undefined) {
    throw new ApiError(500, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  }
  return name;
}

function spanOf(operation: XmlElement) {
  return { start: childText(operation, 'startDate') ?? null, end: childText(operation, 'endDate') ?? null };
}

/** REST alone writes the time zone as digits. */
function dateElement(name: string, date: string): string {
  return textElement(name, date.replace('+0000', 'Z'));
}
