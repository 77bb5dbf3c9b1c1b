let language: string | undefined;

/** @param locale the editor's display language (LSP's `locale`); without one, or one that is none (`de_DE`, `C`), the computer's */
export function configureNumbers(locale: string | undefined): void {
  language = isLanguage(locale) ? locale : undefined;
}

function isLanguage(locale: string | undefined): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

/** `1,234` or `1.234`, by the editor's display language. */
export const numberText = (value: number): string => value.toLocaleString(language);
