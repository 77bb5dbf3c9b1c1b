import type { RunSearch } from '../../../../server/src/protocol/runs.ts';

/** `text` for any column, `Name: text` for one of the columns; undefined where there is nothing to look for. */
export function searchOf(written: string, columns: readonly string[]): RunSearch | undefined {
  const colon = written.indexOf(':');
  const name = colon > 0 ? written.slice(0, colon).trim().toLowerCase() : '';
  const column = columns.find(path => path.toLowerCase() === name);
  const text = (column === undefined ? written : written.slice(colon + 1)).trim();
  if (text === '') return undefined;
  return column === undefined ? { text } : { text, column };
}

/**
 * The name in `Nme: text` that none of the columns has. The text may be meant as it stands (`Note: call back`), so this
 * tells only why a search found nothing.
 */
export function unknownColumnOf(written: string, columns: readonly string[]): string | undefined {
  const name = /^\s*([a-z]\w*(?:\.\w+)*)\s*:(?!\/\/)/i.exec(written)?.[1];
  const isKnown = columns.some(path => path.toLowerCase() === name?.toLowerCase());
  return isKnown ? undefined : name;
}

/** What one writes to see the rows that contain a text in a column. */
export const filterFor = (column: string, text: string): string => `${column}: ${text}`;
