import type { ApiCall } from '../api/call.ts';
import { isObject } from '../api/collections/body.ts';
import { readJson } from '../http/body.ts';
import { invalidJob } from './errors.ts';

/** Reads `{"state": "Aborted"}`. Throws an ApiError 400 for a state that a client cannot set. */
export async function readState<State extends string>(call: ApiCall, allowed: readonly State[]): Promise<State> {
  const body = await readJson(call.request);
  const given = isObject(body) ? body.state : undefined;
  const state = allowed.find(name => name === given);
  if (state === undefined) throw invalidJob(`state must be one of ${allowed.join(', ')}, not ${JSON.stringify(given)}`);
  return state;
}
