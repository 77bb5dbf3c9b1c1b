import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

/** A line of describeGlobal; only the keys that somebody here reads. */
export interface DescribeGlobalSObject {
  readonly name: string;
  readonly label: string;
  readonly custom: boolean;
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly searchable: boolean;
  readonly keyPrefix: string | null;
  readonly deprecatedAndHidden?: boolean;
}

export interface DescribePicklistValue {
  readonly value: string;
  readonly label: string | null;
  readonly active: boolean;
  /** Base64 of a bit for each value of the controlling field. */
  readonly validFor?: string | null;
}

export interface DescribeField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly length: number;
  readonly custom: boolean;
  readonly nillable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  readonly createable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly updateable: boolean;
  readonly idLookup: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly calculated: boolean;
  readonly nameField: boolean;
  readonly namePointing: boolean;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly DescribePicklistValue[];
  readonly inlineHelpText: string | null;
  readonly controllerName?: string | null;
  readonly calculatedFormula?: string | null;
  readonly deprecatedAndHidden?: boolean;
}

export interface DescribeSObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly custom: boolean;
  readonly keyPrefix: string | null;
  readonly queryable: boolean;
  readonly fields: readonly DescribeField[];
  readonly childRelationships: readonly {
    readonly relationshipName: string | null;
    readonly childSObject: string;
    readonly field: string;
  }[];
  readonly supportedScopes?: readonly { readonly name: string; readonly label: string }[];
  readonly deprecatedAndHidden?: boolean;
  readonly recordTypeInfos?: readonly {
    readonly recordTypeId: string | null;
    readonly developerName: string;
    readonly name: string;
    readonly active: boolean;
    readonly master: boolean;
    readonly defaultRecordTypeMapping: boolean;
  }[];
}

/** An answer together with its `Last-Modified`, to be sent back as `If-Modified-Since`. */
export interface Dated<Value> {
  readonly value: Value;
  readonly lastModified: string | undefined;
}

/**
 * All objects that the API below the folder has (see `apiFolder`); 'unchanged' where nothing changed since that date.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm
 */
export async function describeGlobal(
  transport: Transport,
  folder: string,
  since?: string,
): Promise<Dated<readonly DescribeGlobalSObject[]> | 'unchanged'> {
  const path = `${folder}/sobjects`;
  const answer = await conditionalGet<{ sobjects?: DescribeGlobalSObject[] }>(transport, path, since);
  if (answer === 'unchanged') return answer;
  if (!Array.isArray(answer.value.sobjects)) throw badAnswer('The list of objects has no objects.');
  return { value: answer.value.sobjects, lastModified: answer.lastModified };
}

/**
 * One object with its fields and child relationships; 'unchanged' where nothing changed since that date.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
 */
export async function describeSObject(
  transport: Transport,
  folder: string,
  name: string,
  since?: string,
): Promise<Dated<DescribeSObject> | 'unchanged'> {
  const answer = await conditionalGet<unknown>(transport, describePath(folder, name), since);
  if (answer === 'unchanged') return answer;
  const { value, lastModified } = answer;
  if (!isDescription(value)) throw badAnswer(`The description of ${name} has no fields.`);
  return { value, lastModified };
}

export const describePath = (folder: string, name: string): string =>
  `${folder}/sobjects/${encodeURIComponent(name)}/describe`;

export function isDescription(value: unknown): value is DescribeSObject {
  const { fields, childRelationships } = (value ?? {}) as Partial<DescribeSObject>;
  return Array.isArray(fields) && Array.isArray(childRelationships);
}

async function conditionalGet<Value>(
  transport: Transport,
  path: string,
  since: string | undefined,
): Promise<Dated<Value> | 'unchanged'> {
  const answer = await transport.request({ path, headers: since ? { 'if-modified-since': since } : {} });
  if (answer.status === 304) return 'unchanged';
  const value = jsonOf(answer);
  if (typeof value !== 'object' || value === null) throw badAnswer('The answer is not an object.', answer);
  return { value: value as Value, lastModified: answer.header('last-modified') };
}
