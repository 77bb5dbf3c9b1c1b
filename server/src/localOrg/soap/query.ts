import { eachUnfinished, pageWithChildren } from '../api/childPages.ts';
import type { Locators } from '../api/locators.ts';
import { type Cursor, openQuery } from '../engine/index.ts';
import { childText, element, textElement } from '../xml/xml.ts';
import type { CheckedCall, Operation, SoapContext } from './context.ts';
import { recordElement } from './recordElement.ts';

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
