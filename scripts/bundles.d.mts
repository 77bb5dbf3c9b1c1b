export function bundleNeutral(root?: string): Promise<string[]>;
