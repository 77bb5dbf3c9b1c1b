/** What TypeScript files use of node24.mjs. */
export const ROOT: string;
export function isStale(modules: string, lockFile: string): boolean;
export function markInstalled(modules: string, lockFile: string): void;
export function npm(args: string[], cwd: string): void;
