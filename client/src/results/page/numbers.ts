/** The language that VS Code is shown in, by the page's markup; the browser may have another. Without a page its own. */
export const language = (): string | undefined => globalThis.document?.documentElement.lang || undefined;

/** `1,234` or `1.234` */
export const numberText = (value: number, options?: Intl.NumberFormatOptions): string =>
  value.toLocaleString(language(), options);
