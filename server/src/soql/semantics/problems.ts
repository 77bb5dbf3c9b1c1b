// Every problem that the language service reports, worded in one place. A problem carries a code and the pieces of
// its message; the editor's edge looks up the wording, translates it and fills the pieces in.

export type Severity = 'error' | 'warning' | 'hint';

export interface Problem {
  readonly code: string;
  /** What stands for {0}, {1}… in the wording. */
  readonly args: readonly string[];
  readonly severity: Severity;
  /** Half-open offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Names that were probably meant in place of the range, the likeliest first. */
  readonly suggestions?: readonly string[];
}

interface Wording {
  readonly severity: Severity;
  readonly text: string;
}

const wordings = {
  'unknown-object': { severity: 'error', text: "The org has no object '{0}'." },
  'unknown-field': { severity: 'error', text: "{1} has no field '{0}'." },
} as const satisfies Record<string, Wording>;

export type ProblemCode = keyof typeof wordings;

/** The English wording of a problem, with {0}, {1}… where its args go; undefined for a code of another layer. */
export function wordingOf(code: string): string | undefined {
  return (wordings as Record<string, Wording>)[code]?.text;
}

export function problem(
  code: ProblemCode,
  range: { readonly start: number; readonly end: number },
  args: readonly string[] = [],
  suggestions?: readonly string[],
): Problem {
  const { start, end } = range;
  const severity = wordings[code].severity;
  return { code, args, severity, start, end, ...(suggestions?.length ? { suggestions } : {}) };
}
