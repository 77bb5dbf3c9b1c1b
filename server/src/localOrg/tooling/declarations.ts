/** Fields of a class or a trigger that stand in its code. */
export interface Declared {
  readonly Name?: string;
  readonly TableEnumOrId?: string;
}

const declarations: Readonly<Record<string, RegExp>> = {
  ApexClass: /\b(?:class|interface|enum)\s+(\w+)/i,
  ApexTrigger: /\btrigger\s+(\w+)\s+on\s+(\w+)/i,
};

/** What the code of an object says itself; nothing for objects without code. */
export function declared(objectName: string, body: unknown): Declared {
  const [, name, table] = declarations[objectName]?.exec(withoutTexts(String(body ?? ''))) ?? [];
  return { ...(name !== undefined && { Name: name }), ...(table !== undefined && { TableEnumOrId: table }) };
}

/** The line of code at which something is missing, and what: all that can be told without a compiler. */
export function problemIn(
  objectName: string,
  body: string,
): { readonly line: number; readonly problem: string } | undefined {
  const code = withoutTexts(body);
  const braces = [...code.matchAll(/[{}]/g)];
  let open = 0;
  for (const { 0: brace, index } of braces) {
    open += brace === '{' ? 1 : -1;
    if (open < 0) return { line: lineOf(code, index), problem: "unexpected token: '}'" };
  }
  if (open > 0) return { line: lineOf(code, code.length), problem: "expecting right curly bracket, found '<EOF>'" };
  if (declared(objectName, body).Name !== undefined) return undefined;
  const what = objectName === 'ApexTrigger' ? 'a trigger' : 'a class, an interface or an enum';
  return { line: 1, problem: `expecting ${what}` };
}

function lineOf(code: string, place: number): number {
  return code.slice(0, place).split('\n').length;
}

/** Comments and texts become blanks; lines stay. */
function withoutTexts(body: string): string {
  return body.replaceAll(/'(?:[^'\\\n]|\\.)*'|\/\/.*|\/\*[\s\S]*?\*\//g, text => text.replaceAll(/[^\n]/g, ' '));
}
