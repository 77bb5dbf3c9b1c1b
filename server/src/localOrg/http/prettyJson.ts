/**
 * Lays out JSON text as Salesforce does for `X-PrettyPrint: 1`: two spaces a level of objects, `"name" : value`, array
 * items side by side. It works on the text and not on parsed values, so that numbers keep their digits (`300.0`).
 */
export function prettyJson(source: string): string {
  const output: string[] = [];
  const containers: string[] = [];
  let previous = '';
  for (const token of source.match(tokenPattern) ?? []) {
    const closes = token === '}' || token === ']';
    const container = containers.at(-1);
    if (closes) containers.pop();
    output.push(separator(previous, token, container, containers), token);
    if (token === '{' || token === '[') containers.push(token);
    previous = token;
  }
  return output.join('');
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function separator(previous: string, token: string, container: string | undefined, open: readonly string[]): string {
  const isFirst = previous === '{' || previous === '[';
  if (token === '}' || token === ']') return isFirst || token === ']' ? ' ' : newLine(open);
  if (previous === '' || token === ',') return '';
  if (token === ':' || previous === ':') return ' ';
  return container === '{' ? newLine(open) : ' ';
}

function newLine(open: readonly string[]): string {
  return `\n${'  '.repeat(open.filter(bracket => bracket === '{').length)}`;
}
