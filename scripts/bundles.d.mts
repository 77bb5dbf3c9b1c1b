export function bundleNeutral(root?: string): Promise<string[]>;
export function buildOne(name: string, outdir: string): Promise<void>;
