// Texts and numbers as the pages show them.

/** The language that VS Code is shown in, by the page's markup; the browser may have another. Without a page its own. */
export const language = (): string | undefined => globalThis.document?.documentElement.lang || undefined;

/** `1,234` or `1.234` */
export const numberText = (value: number, options?: Intl.NumberFormatOptions): string =>
  value.toLocaleString(language(), options);

/** The text with its `{0}` and `{1}` filled in, numbers as `numberText` has them. */
export const filled = (text: string, ...values: readonly (string | number)[]): string =>
  text.replace(/\{(\d)\}/g, (_, index) => {
    const value = values[Number(index)] ?? '';
    return typeof value === 'number' ? numberText(value) : value;
  });
