export function sourceTexts(): Promise<string[]>;
export function manifestTexts(): string[];
export function updateTranslations(): Promise<void>;
export function translationProblems(): Promise<string[]>;
export function localizedManifest(): {
  manifest: { contributes: { commands: { command: string; title: string }[] } };
  texts: Record<string, Record<string, string>>;
};
