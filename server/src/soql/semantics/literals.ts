// Strings as SOQL writes them.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm

import { literalValue } from '../syntax/literals.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';

export function quote(value: string): string {
  return `'${escapeString(value)}'`;
}

export function escapeString(value: string): string {
  return value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

/** The value of a string literal. */
export function stringValue(tree: SyntaxTree, literal: SyntaxNode): string {
  const value = literalValue(tree, literal);
  return typeof value === 'string' ? value : '';
}
