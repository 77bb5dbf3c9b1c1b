import { type Connection, ResponseError } from 'vscode-languageserver/node';
import type { AskToken } from '../org/orgs.ts';
import { accessToken } from '../protocol/auth.ts';
import type { ErrorData } from '../protocol/message.ts';

/** Asks the client, which owns the tokens. That it has none is an answer; without any answer only the user can help. */
export function askTokenOf(connection: Connection): AskToken {
  return async (org, rejected) => {
    try {
      return await connection.sendRequest(accessToken.method, { org, ...(rejected === undefined ? {} : { rejected }) });
    } catch (error) {
      const data = error instanceof ResponseError ? (error.data as ErrorData | undefined) : undefined;
      const message = error instanceof Error ? error.message : String(error);
      return { refused: { code: data?.code ?? 'SIGN_IN_REQUIRED', message } };
    }
  };
}
