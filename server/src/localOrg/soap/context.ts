import type { DescribeContext } from '../api/describe.ts';
import type { QueryContext } from '../api/query.ts';
import type { RecordContext } from '../api/records.ts';
import type { ApiUsage } from '../api/usage.ts';
import type { OrgIdentity } from '../oauth/identity.ts';
import type { TokenReply } from '../oauth/tokenReply.ts';
import type { TokenStore } from '../oauth/tokenStore.ts';
import type { SoapCall } from './envelope.ts';

export interface SoapContext extends RecordContext, QueryContext, DescribeContext {
  readonly tokens: TokenStore;
  readonly usage: ApiUsage;
  readonly identity: OrgIdentity;
  /** Of the org's user. */
  readonly password: string;
  readonly issueTokens: () => Promise<TokenReply>;
}

/** A call whose version and session have been checked. */
export interface CheckedCall extends SoapCall {
  readonly versionNumber: number;
}

/** Gives the elements inside of the response. */
export type Operation = (context: SoapContext, call: CheckedCall) => readonly string[] | Promise<readonly string[]>;
