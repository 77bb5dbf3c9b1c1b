import { Double } from '../double.ts';
import type { ChildResult, QueryRecord } from '../engine/index.ts';
import { element, textElement } from '../xml/xml.ts';

/** The id always comes first, and comes again where the query asks for it: parsers of the partner API rely on it. */
export function recordElement(name: string, { attributes, ...fields }: QueryRecord): string {
  const id = typeof fields.Id === 'string' ? fields.Id : null;
  const members = Object.entries(fields).map(([field, value]) => fieldElement(`sf:${field}`, value));
  const content = [textElement('sf:type', attributes.type), textElement('sf:Id', id), ...members];
  return element(name, content, 'xsi:type="sf:sObject"');
}

function fieldElement(name: string, value: unknown): string {
  if (value === null || value === undefined) return textElement(name, null);
  if (value instanceof Double) return textElement(name, value.toString());
  if (typeof value === 'string') return textElement(name, value.replace(restDateTime, '$1Z'));
  if (typeof value !== 'object') return textElement(name, value as number | boolean);
  if ('attributes' in value) return recordElement(name, value as QueryRecord);
  if ('records' in value) return childrenElement(name, value as ChildResult);
  const parts = Object.entries(value).map(([part, content]) => fieldElement(part, content));
  return element(name, parts);
}

/** REST alone writes the time zone like that. */
const restDateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/;

/** What is a path in REST is the locator alone here. */
function childrenElement(name: string, { totalSize, done, nextRecordsUrl, records }: ChildResult): string {
  const content = [
    textElement('done', done),
    textElement('queryLocator', nextRecordsUrl ?? null),
    ...records.map(record => recordElement('records', record)),
    textElement('size', totalSize),
  ];
  return element(name, content, 'xsi:type="QueryResult"');
}
