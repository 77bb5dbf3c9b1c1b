import { limitValue } from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { FieldDefinition } from '../../schema/types.ts';
import { malformedAt } from './context.ts';
import { unexpectedFunction } from './expressions.ts';
import type { Scope } from './scope.ts';

const MOST_ROWS = 200;

/**
 * The fields that `FIELDS(ALL)`, `FIELDS(STANDARD)` or `FIELDS(CUSTOM)` stands for.
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_fields.htm
 */
export function fieldSet(scope: Scope, call: SyntaxNode, query: SyntaxNode<'Query'>): readonly FieldDefinition[] {
  const { context, root } = scope;
  const argument = child(call, 'FieldPath');
  const which = argument && textOf(context.tree, argument).toUpperCase();
  if (which !== 'ALL' && which !== 'STANDARD' && which !== 'CUSTOM') throw unexpectedFunction(scope, call);
  if (which !== 'STANDARD') checkRows(scope, call, query);
  const fields = root.object.fields.filter(({ custom }) => which === 'ALL' || custom === (which === 'CUSTOM'));
  if (fields.length === 0) {
    const text = `'FIELDS(...)' expansion function must result in at least one field being selected.`;
    throw malformedAt(context, call, text);
  }
  return fields;
}

function checkRows({ context }: Scope, call: SyntaxNode, query: SyntaxNode<'Query'>): void {
  const limit = limitValue(query);
  if (limit && Number(textOf(context.tree, limit)) <= MOST_ROWS) return;
  throw malformedAt(context, call, `The SOQL FIELDS function must have a LIMIT of at most ${MOST_ROWS}`);
}
