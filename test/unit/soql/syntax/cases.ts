// Reads and writes the files of test/fixtures/syntax: `### rule ok|error [apex]`, the text, `---`, the tree.

export interface Case {
  readonly rule: string;
  readonly verdict: 'ok' | 'error';
  readonly dialect: 'api' | 'apex';
  readonly text: string;
  readonly tree: string;
}

export function readCases(file: string): Case[] {
  return file
    .split(/^### /m)
    .slice(1)
    .map(part => {
      const headEnd = part.indexOf('\n');
      const [rule = '', verdict, dialect] = part.slice(0, headEnd).split(' ');
      const textEnd = part.indexOf('\n---\n', headEnd);
      return {
        rule,
        verdict: verdict === 'ok' ? 'ok' : 'error',
        dialect: dialect === 'apex' ? 'apex' : 'api',
        text: part.slice(headEnd + 1, Math.max(textEnd, headEnd + 1)),
        tree: part.slice(textEnd + 5).trimEnd(),
      };
    });
}

export function formatCases(cases: readonly Case[]): string {
  return cases
    .map(({ rule, verdict, dialect, text, tree }) => {
      const head = `### ${rule} ${verdict}${dialect === 'apex' ? ' apex' : ''}`;
      return `${head}\n${text}\n---\n${tree}\n`;
    })
    .join('\n');
}
