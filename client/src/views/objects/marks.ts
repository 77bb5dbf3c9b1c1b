// What can be done with the records of an object, as far as Describe's list tells. No 'vscode' here.
import type { ObjectItem } from '../../../../server/src/protocol/schema.ts';

/** Which objects a command can do something with. */
export type Fits = (object: ObjectItem) => boolean;

export const isQueryable: Fits = ({ queryable }) => queryable;

/**
 * Of big objects no query may count.
 * https://developer.salesforce.com/docs/atlas.en-us.bigobjects.meta/bigobjects/big_object_querying.htm
 */
export const isCountable: Fits = ({ queryable, name }) => queryable && !/__b$/i.test(name);

/** A record that is made is shown then: of what cannot be read, such as a platform event, there is nothing to show. */
export const isCreateable: Fits = ({ queryable, createable }) => queryable && createable;

const MARKS: Readonly<Record<string, Fits>> = {
  queryable: isQueryable,
  countable: isCountable,
  createable: isCreateable,
};

/** What a menu's `when` clause finds in the `viewItem` of an object. */
export const marksOf = (object: ObjectItem): readonly string[] =>
  Object.keys(MARKS).filter(mark => MARKS[mark]?.(object));
