import { eachUnfinished, pageWithChildren } from '../api/childPages.ts';
import type { Locators } from '../api/locators.ts';
import { type Cursor, openQuery } from '../engine/index.ts';
import { childText, element, textElement } from '../xml/xml.ts';
import type { CheckedCall, Operation, SoapContext } from './context.ts';
import { recordElement } from './recordElement.ts';

const largestPage = 2000;
const smallestPage = 200;

export const query: Operation = (context, call) => firstPage(context, call, false);

/** With the records in the recycle bin. */
export const queryAll: Operation = (context, call) => firstPage(context, call, true);

export const queryMore: Operation = ({ locators }, call) => {
  const { cursor, offset, locator } = locators.find(childText(call.operation, 'queryLocator') ?? '');
  return page(locators, cursor, { offset, size: pageSize(call), keep: () => locator });
};

function firstPage(context: SoapContext, call: CheckedCall, includeDeleted: boolean) {
  const { operation, versionNumber } = call;
  const { sqlite: db, schema } = context.database;
  const cursor = openQuery({
    db,
    schema,
    text: childText(operation, 'queryString') ?? '',
    user: context.user(),
    now: new Date(),
    includeDeleted,
    version: `${versionNumber}.0`,
    mostChildren: pageSize(call),
  });
  return page(context.locators, cursor, { offset: 0, size: pageSize(call), keep: () => context.locators.keep(cursor) });
}

/** The client's `QueryOptions`, within what Salesforce allows. */
function pageSize({ batchSize = largestPage }: CheckedCall): number {
  return Math.min(largestPage, Math.max(smallestPage, batchSize));
}

interface PageRange {
  readonly offset: number;
  readonly size: number;
  /** Gives the locator of the cursor, which is kept when there is a next page. */
  readonly keep: () => string;
}

function page(locators: Locators, cursor: Cursor, { offset, size, keep }: PageRange): readonly string[] {
  const { records: found, end } = pageWithChildren(cursor, offset, size);
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
