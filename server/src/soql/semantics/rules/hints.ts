import { child } from '../../syntax/tree.ts';
import { stringValue } from '../literals.ts';
import { problem } from '../problems.ts';
import type { Rule } from './rule.ts';

/** What makes a query slow on many rows; nothing is wrong with it. */
export const performance: Rule = (facts, report) => {
  for (const { operator, operatorNode, values } of facts.comparisons) {
    const [value] = values;
    if (operator === 'LIKE' && value?.kind === 'StringLiteral' && /^[%_]/.test(stringValue(facts.tree, value))) {
      report(problem('leading-wildcard', value));
    }
    if (operator === 'NOT IN' && operatorNode && child(operatorNode.parent, 'ValueList')) {
      report(problem('negative-filter', operatorNode, [operator]));
    }
  }
};
