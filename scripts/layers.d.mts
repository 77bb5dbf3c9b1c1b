export const PACKAGES: Record<string, string[]>;
export interface Layer {
  name: string;
  folder: string;
  mayImport: string[];
  pure: boolean;
}
export function readLayers(): Layer[];
