/** The words of VS Code in English. */
export const words = {
  language: 'en',
  t: (message: unknown, ...args: unknown[]): string =>
    String(message).replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
};

/** The same texts, with numbers and times as in German. */
export const german = { ...words, language: 'de' };
