import type { SyntaxTree } from '../../../soql/syntax/tree.ts';
import type { ApiError } from '../../errors.ts';
import type { Schema } from '../../schema/types.ts';
import type { Clock } from '../dates.ts';
import { queryErrorAt } from '../errors.ts';

/** The user on whose behalf a query runs. */
export interface QueryUser {
  /** 18 characters. */
  readonly id: string;
  /** IANA name, `TimeZoneSidKey` of the User. */
  readonly timeZone: string;
  /** `LocaleSidKey` of the User: `en_US`. */
  readonly locale: string;
}

/** What a query means depends on more than its text. */
export interface QueryContext {
  readonly tree: SyntaxTree;
  readonly schema: Schema;
  readonly user: QueryUser;
  readonly clock: Clock;
  readonly includeDeleted: boolean;
  /** Of the API: 66. */
  readonly version: number;
}

/** The error of a part of the query. */
export function errorAt(
  context: QueryContext,
  at: { readonly start: number },
  errorCode: string,
  message: string,
): ApiError {
  return queryErrorAt(context.tree.text, at.start, errorCode, message);
}

export function malformedAt(context: QueryContext, at: { readonly start: number }, message: string): ApiError {
  return errorAt(context, at, 'MALFORMED_QUERY', message);
}
