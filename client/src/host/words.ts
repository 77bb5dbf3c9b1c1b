// Texts, numbers and times in the language of the display. No 'vscode' here: displayWords.ts has VS Code's.

export interface Words {
  t(message: string, ...args: (string | number)[]): string;
  /** For numbers and times, which would follow the computer's language otherwise. */
  readonly language: string;
}

type Language = Pick<Words, 'language'>;

/** `1,234` or `1.234`; a decimal only below ten. */
export const numberText = (value: number, { language }: Language): string =>
  value.toLocaleString(language, { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

/** `1 row`, `1,234 rows`. */
export const rowsText = (rows: number, words: Words): string =>
  rows === 1 ? words.t('1 row') : words.t('{0} rows', numberText(rows, words));

/** Date and time of day in this computer's time zone. `at`: milliseconds since 1970. */
export const timeText = (at: number, { language }: Language): string => new Date(at).toLocaleString(language);
