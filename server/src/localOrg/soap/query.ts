import { eachUnfinished, pageWithChildren } from '../api/childPages.ts';
import type { Locators } from '../api/locators.ts';
import { type ChildResult, type Cursor, openQuery, type QueryRecord } from '../engine/index.ts';
import { childText, element, textElement } from '../xml/xml.ts';
import type { CheckedCall, Operation, SoapContext } from './context.ts';

const largestPage = 2000;

export const query: Operation = (context, call) => firstPage(context, call, false);

/** With the records in the recycle bin. */
export const queryAll: Operation = (context, call) => firstPage(context, call, true);

export const queryMore: Operation = ({ locators }, { operation }) => {
  const { cursor, offset, locator } = locators.find(childText(operation, 'queryLocator') ?? '');
  return page(locators, cursor, offset, () => locator);
};

function firstPage(context: SoapContext, { operation, versionNumber }: CheckedCall, includeDeleted: boolean) {
  const { sqlite: db, schema } = context.database;
  const cursor = openQuery({
    db,
    schema,
    text: childText(operation, 'queryString') ?? '',
    user: context.user(),
    now: new Date(),
    includeDeleted,
    version: `${versionNumber}.0`,
    mostChildren: largestPage,
  });
  return page(context.locators, cursor, 0, () => context.locators.keep(cursor));
}

function page(locators: Locators, cursor: Cursor, offset: number, keep: () => string): readonly string[] {
  const { records: found, end } = pageWithChildren(cursor, offset, largestPage);
  const done = end === cursor.rowCount;
  eachUnfinished(found, children => {
    children.nextRecordsUrl = `${locators.keep(children.open!())}-${children.records.length}`;
  });
  const records = found.map(record => recordElement('records', record));
  return [
    element(
      'result',
      [
        textElement('done', done),
        textElement('queryLocator', done ? null : `${keep()}-${end}`),
        ...records,
        textElement('size', cursor.totalSize),
      ],
      'xsi:type="QueryResult"',
    ),
  ];
}

/** The id always comes first, and comes again where the query asks for it: parsers of the partner API rely on it. */
function recordElement(name: string, { attributes, ...fields }: QueryRecord): string {
  const id = typeof fields.Id === 'string' ? fields.Id : null;
  const members = Object.entries(fields).map(([field, value]) => fieldElement(`sf:${field}`, value));
  const content = [textElement('sf:type', attributes.type), textElement('sf:Id', id), ...members];
  return element(name, content, 'xsi:type="sf:sObject"');
}

function fieldElement(name: string, value: unknown): string {
  if (value === null || value === undefined) return textElement(name, null);
  if (typeof value !== 'object') return textElement(name, value as string | number | boolean);
  if ('attributes' in value) return recordElement(name, value as QueryRecord);
  if ('records' in value) return childrenElement(name, value as ChildResult);
  const parts = Object.entries(value).map(([part, content]) => fieldElement(part, content));
  return element(name, parts);
}

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
