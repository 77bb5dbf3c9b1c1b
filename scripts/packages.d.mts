export function makeVsix(): Promise<{ bytes: number; cap: number }>;
export function bundleSizes(): [file: string, bytes: number][];
