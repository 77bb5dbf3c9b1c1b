// Whether a refresh token that was sent, or was to be, is still as good as before.

import { obstacleOf } from './unreachable.ts';

/** No connection was made, so that nothing was sent. By the code of the system or of undici. */
const NOT_CONNECTED = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
];
/** Salesforce's refusal, an answer with an error status (oauth4webapi), and our own word for both. */
const REFUSED = ['OAUTH_REFUSED', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'SIGN_IN_REQUIRED'];
const UNSPENT: readonly unknown[] = [...NOT_CONNECTED, ...REFUSED];

/**
 * Whether a failed refresh is known to have rotated nothing. Where its answer was lost or cannot be read, Salesforce may
 * have given out a new token, and the old one is dead then.
 */
export function leavesTokenUnspent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (obstacleOf(error)) return true;
  return ('code' in error && UNSPENT.includes(error.code)) || leavesTokenUnspent(error.cause);
}
