// Where saved queries are and how their files are called. No 'vscode' here.

/** The folder that the setting names, as a path that stays inside of the workspace; empty: the workspace itself. */
export const insideWorkspace = (setting: string): string =>
  setting
    .split(/[\\/]+/)
    .filter(part => part !== '' && part !== '.' && part !== '..')
    .join('/');

/** Also valid on Windows, since projects are shared. */
const UNFIT = /[<>:"|?*\\\p{Cc}]/u;

/**
 * The file of a query that a person names `sales/open deals`; the ending may be written or left out. undefined: no file
 * can be called that.
 */
export function fileNamed(name: string, language: 'soql' | 'sosl'): string | undefined {
  const parts = name.trim().split('/');
  const fits = parts.every(part => part.trim() === part && part !== '' && !/^\.+|\.$/.test(part) && !UNFIT.test(part));
  if (!fits) return undefined;
  const path = parts.join('/');
  return path.toLowerCase().endsWith(`.${language}`) ? path : `${path}.${language}`;
}
