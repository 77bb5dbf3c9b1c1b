import type { Connection } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';

/** The server's log is the editor's: its levels are those of the output channel, where plain `log` means trace. */
export function connectionLog({ console: editor }: Connection): Log {
  return {
    error: message => editor.error(message),
    warn: message => editor.warn(message),
    info: message => editor.info(message),
    trace: message => editor.log(message),
  };
}
