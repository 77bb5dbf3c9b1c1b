// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_with_datacategory.htm
import { child, childrenOf, textOf } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import type { Rule } from './rule.ts';

const maxConditions = 3;

/** WITH DATA CATEGORY: only for articles and questions, few conditions, each group once. */
export const dataCategories: Rule = ({ tree, references }, report) => {
  for (const scope of references.scopes) {
    const clause = childrenOf(scope.node, 'WithClause').flatMap(c => childrenOf(c, 'WithDataCategory'))[0];
    if (!clause || scope.kind === 'search') continue;
    const name = scope.object?.name ?? '';
    if (name !== '' && !/^(KnowledgeArticleVersion|Question|.*__kav)$/i.test(name)) {
      report(problem('data-category-object', clause, [name]));
    }
    const conditions = childrenOf(clause, 'DataCategoryFilter');
    const fourth = conditions[maxConditions];
    if (fourth) report(problem('too-many-data-categories', fourth, [`${maxConditions}`]));
    const seen = new Set<string>();
    for (const condition of conditions) {
      const group = child(condition, 'Name');
      if (!group) continue;
      const written = textOf(tree, group);
      if (seen.has(written.toLowerCase())) report(problem('repeated-data-category', group, [written]));
      seen.add(written.toLowerCase());
    }
  }
};
