/** A text in the user's language, with its arguments in the place of `{0}`, `{1}`. The edge of the server has the translations. */
export type Words = (text: string, ...values: (string | number)[]) => string;

/** As it stands in the source. */
export const english: Words = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)] ?? ''));
