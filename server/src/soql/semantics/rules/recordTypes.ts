import { textOf } from '../../syntax/tree.ts';
import { quote, stringValue } from '../literals.ts';
import { problem } from '../problems.ts';
import { recordTypesOf } from '../recordTypes.ts';
import { closest } from '../suggest.ts';
import type { Rule } from './rule.ts';

/** A developer name that no record type of the object has: the query would find nothing. */
export const recordTypes: Rule = ({ tree, scopes, comparisons }, report) => {
  for (const { node, operator, values } of comparisons) {
    if (operator !== '=' && operator !== 'IN') continue;
    const found = recordTypesOf(scopes, node);
    if (found?.by !== 'developerName' || found.recordTypes.length === 0) continue;
    for (const value of values) {
      if (value.kind !== 'StringLiteral') continue;
      const written = stringValue(tree, value);
      if (found.recordTypes.some(type => type.developerName.toLowerCase() === written.toLowerCase())) continue;
      const candidates = found.recordTypes.map(type => ({ name: type.developerName, label: type.label }));
      const owner = scopes.around(node)?.object?.name ?? textOf(tree, value);
      report(problem('unknown-record-type', value, [written, owner], closest(written, candidates).map(quote)));
    }
  }
};
