// A query's plans as Markdown: what the org would do in words, then all plans as a table. No 'vscode' here.
import type { PlanItem } from '../../../server/src/protocol/plans.ts';
import { markdownText } from '../host/markdown.ts';
import { numberText, type Words } from '../host/words.ts';

export function planDocument(statement: string, plans: readonly PlanItem[], org: string, words: Words): string {
  const [taken] = plans;
  const paragraphs = [
    `# ${words.t('Query plan')}`,
    codeBlock(statement),
    taken ? inWords(taken, org, words) : words.t('The org gives no plan for this query.'),
    ...(taken ? [table(plans, words), ...notesOf(taken, words)] : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function inWords(plan: PlanItem, org: string, words: Words): string {
  const rows = numberText(plan.cardinality, words);
  const all = numberText(plan.objectCardinality, words);
  const numbers = words.t('It expects to look at {0} of the {1} rows of {2}.', rows, all, markdownText(plan.object));
  return `${leading(plan, markdownText(org), words)} ${numbers} ${cost(plan, words)}`;
}

function leading({ leadingOperation, fields, object }: PlanItem, org: string, words: Words): string {
  const names = fields.map(markdownText).join(', ');
  switch (leadingOperation) {
    case 'Index':
      return words.t('{0} finds the rows by an index on {1}.', org, names);
    case 'TableScan':
      return words.t('{0} reads every row of {1}: no filter of the query can use an index.', org, markdownText(object));
    case 'Sharing':
      return words.t('{0} starts from the rows that are shared with you, by an index of its sharing rules.', org);
    default:
      return words.t('{0} finds the rows by an optimization of its own.', org);
  }
}

function cost({ relativeCost }: PlanItem, words: Words): string {
  const shown = `**${costText(relativeCost, words)}**`;
  return relativeCost > 1
    ? words.t('The cost is {0}: above 1 a query is not selective. Filter by an indexed field, or by fewer rows.', shown)
    : words.t('The cost is {0}: up to 1 a query is selective.', shown);
}

const costText = (cost: number, { language }: Words): string =>
  cost.toLocaleString(language, { maximumFractionDigits: 6 });

function table(plans: readonly PlanItem[], words: Words): string {
  // The words above have named the object, which is that of the other plans too, as a rule.
  const hasObjects = plans.some(({ object }) => object !== plans[0]?.object);
  const head = [
    words.t('Plan'),
    words.t('Operation'),
    words.t('Fields'),
    words.t('Cost'),
    words.t('Rows'),
    ...(hasObjects ? [words.t('Object')] : []),
  ];
  const rows = plans.map((plan, index) => [
    index === 0 ? words.t('taken') : String(index + 1),
    markdownText(plan.leadingOperation),
    plan.fields.map(markdownText).join(', '),
    costText(plan.relativeCost, words),
    words.t('{0} of {1}', numberText(plan.cardinality, words), numberText(plan.objectCardinality, words)),
    ...(hasObjects ? [markdownText(plan.object)] : []),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|---|---|---:|---:|${hasObjects ? '---|' : ''}`, ...rows.map(line)].join('\n');
}

function notesOf({ notes }: PlanItem, words: Words): string[] {
  if (notes.length === 0) return [];
  const lines = notes.map(({ description, fields, object }) => {
    const names = fields.map(name => `\`${name.replaceAll('`', '')}\``).join(', ');
    return `- ${markdownText(description)}${names ? `: ${names}` : ''} (${markdownText(object)})`;
  });
  return [`## ${words.t('What the org remarks')}`, lines.join('\n')];
}

function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${text}\n${fence}`;
}
