import { json, type Reply } from '../http/reply.ts';

/** An OAuth error (RFC 6749, 5.2): an object, unlike the errors of the REST API. */
export function oauthError(error: string, description: string): Reply {
  return json(400, { error, error_description: description });
}
