// Fixes for what the schema does not take.
import { statementAt } from '../../syntax/ast.ts';
import { isForTooling } from '../../syntax/fileComments.ts';
import { ancestor, child, childrenOf, type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import { endBefore, type Fixer, insert, nodeAt, replace } from './action.ts';
import { placeOfLimit } from './clauses.ts';

const addToGroupBy: Fixer = (tree, problem) => {
  const query = ancestor(nodeAt(tree.root, problem), 'Query');
  const field = textOf(tree, problem);
  const clause = child(query, 'GroupByClause');
  if (child(clause, 'GroupingSet')) return undefined;
  const end = clause?.end ?? childrenOf(query, ...beforeGroupBy).at(-1)?.end;
  if (end === undefined) return undefined;
  return {
    title: 'Add {0} to GROUP BY',
    args: [field],
    edits: [insert(end, clause ? `, ${field}` : ` GROUP BY ${field}`)],
  };
};

const beforeGroupBy = ['FromClause', 'UsingScopeClause', 'UsingLookupClause', 'WhereClause', 'WithClause'] as const;

/** An item of a list goes with one of its commas. */
const removeItem: Fixer = (tree, problem) => {
  const item = ancestor(nodeAt(tree.root, problem), 'SelectField', 'GroupItem');
  return item && { title: 'Remove {0}', args: [textOf(tree, item)], edits: [replace(withComma(tree, item), '')] };
};

function withComma({ text }: SyntaxTree, item: SyntaxNode): { start: number; end: number } {
  const before = endBefore(text, item.start);
  if (text.charAt(before - 1) === ',') return { start: before - 1, end: item.end };
  const behind = /^\s*,\s*/.exec(text.slice(item.end))?.[0].length ?? 0;
  return { start: item.start, end: item.end + behind };
}

const addLimit: Fixer = (tree, problem) => {
  const query = ancestor(nodeAt(tree.root, problem), 'Query');
  const count = child(child(query, 'LimitClause'), 'NumberLiteral');
  if (!query) return undefined;
  const edit = count ? replace(count, '200') : insert(placeOfLimit(query), ' LIMIT 200');
  return { title: 'Add {0}', args: ['LIMIT 200'], edits: [edit] };
};

const removeClause: Fixer = (tree, problem) => {
  const start = endBefore(tree.text, problem.start);
  return { title: "Remove '{0}'", args: [textOf(tree, problem)], edits: [replace({ start, end: problem.end }, '')] };
};

/** An object that only the Tooling API has: the statement can say that it is meant for that. */
const askTooling: Fixer = (tree, problem) => {
  const statement = statementAt(tree.root, problem.start);
  if (!statement || tree.dialect === 'apex' || isForTooling(tree, statement.start)) return undefined;
  if (!toolingObjects.has(textOf(tree, problem).toLowerCase())) return undefined;
  return {
    title: 'Ask the Tooling API: {0}',
    args: ['// @tooling'],
    edits: [insert(statement.start, '// @tooling\n')],
  };
};

// Those that people query, of https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm
const toolingObjects: ReadonlySet<string> = new Set(
  [
    ...[
      'ApexClassMember',
      'ApexCodeCoverage',
      'ApexCodeCoverageAggregate',
      'ApexComponentMember',
      'ApexOrgWideCoverage',
    ],
    ...['ApexPageMember', 'ApexTriggerMember', 'ContainerAsyncRequest', 'CustomField', 'CustomObject', 'CustomTab'],
    ...['DebugLevel', 'FieldSet', 'Flow', 'FlowDefinition', 'HomePageLayout', 'Layout', 'LightningComponentBundle'],
    ...['LightningComponentResource', 'MetadataComponentDependency', 'MetadataContainer', 'QuickActionDefinition'],
    ...['RecordType', 'RemoteProxy', 'SourceMember', 'TraceFlag', 'ValidationRule', 'WebLink', 'WorkflowAlert'],
    ...['WorkflowFieldUpdate', 'WorkflowRule'],
  ].map(name => name.toLowerCase()),
);

/** By the code of the problem. Those that suggest names need no entry. */
export const semanticFixes: Readonly<Record<string, Fixer>> = {
  'unknown-object': askTooling,
  'ungrouped-field': addToGroupBy,
  'date-part-needs-group': addToGroupBy,
  'duplicate-field': removeItem,
  'duplicate-group': removeItem,
  'alias-needs-group': (tree, { start }) => ({
    title: 'Add a comma',
    edits: [insert(endBefore(tree.text, start), ',')],
  }),
  'datetime-not-groupable': (tree, problem) => {
    const text = `DAY_ONLY(${textOf(tree, problem)})`;
    return { title: 'Change to {0}', args: [text], edits: [replace(problem, text)] };
  },
  'field-list-needs-limit': addLimit,
  'aggregate-limit': removeClause,
  'count-with-order': removeClause,
  'offset-too-large': (_, problem) => ({ title: 'Change to {0}', args: ['2000'], edits: [replace(problem, '2000')] }),
};
