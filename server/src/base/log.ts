/**
 * Where a layer says what happened. Never a token, the text of a query or a record's data above `trace`.
 * Levels follow the editor's log output channel.
 */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  trace(message: string): void;
}
