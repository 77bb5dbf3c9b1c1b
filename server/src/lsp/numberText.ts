let language: string | undefined;

/** @param locale the editor's display language (LSP's `locale`); without one, the computer's */
export function configureNumbers(locale: string | undefined): void {
  language = locale;
}

/** `1,234` or `1.234`, by the editor's display language. */
export const numberText = (value: number): string => value.toLocaleString(language);
