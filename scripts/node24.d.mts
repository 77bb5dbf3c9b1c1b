/** What TypeScript files use of node24.mjs. */
export const ROOT: string;
export function installPackages(
  folder: string,
  options: { title: string; args?: string[]; more?: () => Promise<unknown> },
): Promise<void>;
export function npm(args: string[], cwd: string): Promise<void>;
