import { expressionOf } from '../../../soql/syntax/ast.ts';
import type { SyntaxNode } from '../../../soql/syntax/tree.ts';
import { formatter } from '../format.ts';
import type { Decode, Expression } from '../plan.ts';
import { malformedAt } from './context.ts';
import { calledFunction, type Resolved, resolveExpression, unexpectedFunction } from './expressions.ts';
import type { Scope } from './scope.ts';
import { decodeOf } from './shape.ts';

/** An item of SELECT: what it asks for, and how its values go into the answer. */
export interface Presented {
  readonly resolved: Resolved;
  readonly expression: Expression;
  readonly decode: Decode;
}

/**
 * An expression inside any of the functions that only change how a value looks: `FORMAT(x)` writes it for the user's
 * locale, `convertCurrency(x)` changes nothing in an org with one currency.
 * @param bind what the query makes of the expression inside: in a grouped query, one of the groups
 */
export function resolvePresented(scope: Scope, node: SyntaxNode, bind: (resolved: Resolved) => Expression): Presented {
  const { context } = scope;
  const name = calledFunction(scope, node);
  const inner = expressionOf(node);
  if (name === 'FORMAT' && inner) {
    const { resolved, expression } = resolvePresented(scope, inner, bind);
    const field = resolved.subject?.field;
    // The mean of whole numbers has decimals of its own.
    const shown = field?.type === expression.type ? field : { type: expression.type };
    return { resolved, expression, decode: formatter(shown, context.user) };
  }
  if (name === 'CONVERTCURRENCY' && inner) {
    const resolved = resolveExpression(scope, inner);
    if (!resolved.field) throw unexpectedFunction(scope, node);
    if (resolved.field.field.type !== 'currency') {
      throw malformedAt(context, node, `field ${resolved.field.field.name} does not support convertCurrency`);
    }
    const expression = bind(resolved);
    return { resolved, expression, decode: decodeOf(expression) };
  }
  if (node.kind !== 'FieldPath' && node.kind !== 'FunctionCall') throw new TypeError(`a ${node.kind} in SELECT`);
  const resolved = resolveExpression(scope, node as SyntaxNode<'FieldPath' | 'FunctionCall'>);
  const expression = bind(resolved);
  return { resolved, expression, decode: decodeOf(expression) };
}
