export type Value = string | number | null;
export type SqlFunction = (...parameters: never[]) => Value;

/** See `pureFunctions.ts`. */
export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  code_point: (text: string) => text.codePointAt(0) ?? null,
  character: (code: number) => (code >= 0 && code <= 0x10ffff ? String.fromCodePoint(Math.trunc(code)) : null),
  count_values: (values: string) => (values === '' ? 0 : values.split(';').length),
  initial_capitals: (text: string) =>
    text.toLowerCase().replaceAll(/[\p{L}\p{N}]+/gu, word => word.charAt(0).toUpperCase() + word.slice(1)),
  reverse: (text: string) => [...text].reverse().join(''),
  for_html: (text: string) => text.replaceAll(/[&<>"']/g, character => entities[character]!),
  for_script: (text: string) =>
    text
      .replaceAll(/["'\\]/g, '\\$&')
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('</', '<\\/'),
  // Half of a surrogate pair is no character, and encodes as one that stands for what is missing.
  for_url: (text: string) =>
    encodeURIComponent(text.toWellFormed()).replaceAll(
      /[!'()*]/g,
      sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
