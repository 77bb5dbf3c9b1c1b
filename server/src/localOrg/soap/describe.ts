import { describeObject } from '../describe/object.ts';
import { describeGlobal as globalDescribe } from '../describe/summary.ts';
import { ApiError } from '../errors.ts';
import { recordTypesOf } from '../storage/recordTypes.ts';
import { element, textElement } from '../xml/xml.ts';
import type { Operation } from './context.ts';

const mostObjects = 100;

export const describeGlobal: Operation = ({ database }, { versionNumber }) => [
  element('result', membersOf(globalDescribe(database.schema, `${versionNumber}.0`))),
];

/** Also `describeSObject`, which takes one name. */
export const describeSObjects: Operation = ({ database, origin }, { operation, versionNumber }) => {
  const names = operation.children.filter(({ name }) => name === 'sObjectType').map(({ text }) => text);
  if (names.length > mostObjects) {
    throw new ApiError(500, 'NUMBER_OUTSIDE_VALID_RANGE', `At most ${mostObjects} objects can be described in a call`);
  }
  return names.map(name => {
    const object = database.schema.object(name);
    if (object === undefined) {
      throw new ApiError(500, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
    }
    const recordTypes = recordTypesOf(database, object);
    const described = describeObject(object, { version: `${versionNumber}.0`, origin: origin(), recordTypes });
    return element('result', membersOf(described));
  });
};

/** As REST has it, save for the links: what is null is left out, and each item of a list is an element. */
function membersOf(value: object): readonly string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    if (name === 'urls') return [];
    return (Array.isArray(member) ? member : [member]).flatMap(item => memberElement(name, item));
  });
}

function memberElement(name: string, value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return [element(name, membersOf(value))];
  return [textElement(name, value as string | number | boolean)];
}
