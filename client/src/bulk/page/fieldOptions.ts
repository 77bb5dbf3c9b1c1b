import type { LoadField } from '../../../../server/src/protocol/bulk.ts';
import { filled } from '../../webview/page/texts.ts';
import { matching } from './matching.ts';
import type { Option, Tag } from './picker.ts';
import { fieldOf, type Page } from './state.ts';

/**
 * The fields to choose from, with what one has to know of each, and the parents whose external ids are not known yet.
 * `choose` gets the path.
 */
export function fieldOptions(page: Page, text: string, choose: (path: string) => void): readonly Option[] {
  const { state, words, post } = page;
  const taken = takenFields(page);
  const fields = state.fields.map(field => ({
    ...{ name: field.path, label: field.label },
    option: {
      text: field.path,
      detail: field.label,
      tags: [...tagsOf(page, field), ...(taken.get(field.path) ?? [])],
      choose: () => choose(field.path),
    },
  }));
  const prefixes = state.fields.flatMap(({ parents = [], label }) => parents.map(prefix => ({ prefix, label })));
  const parents = prefixes
    .filter(({ prefix }) => !state.fields.some(({ path }) => path.startsWith(`${prefix}.`)))
    .map(({ prefix, label }) => ({
      ...{ name: prefix, label },
      option: {
        ...{ text: `${prefix}.`, detail: filled(words.parentKeys, label), tags: [], opens: `${prefix}.` },
        choose: () => post({ type: 'parents', prefix }),
      },
    }));
  return matching([...fields, ...parents], text).map(({ option }) => option);
}

/** Type, and what makes a field special. */
export function tagsOf({ state, words }: Page, field: LoadField): readonly Tag[] {
  const operation = state.mapping?.operation;
  const isRequired = field.required && (operation === 'insert' || operation === 'upsert');
  return [
    { text: field.type, special: false },
    ...(isRequired ? [special(words.required)] : []),
    ...(operation === 'upsert' && field.externalId && field.type !== 'id' ? [special(words.upsertKey)] : []),
  ];
}

const special = (text: string): Tag => ({ text, special: true });

function takenFields({ state, words }: Page): ReadonlyMap<string, readonly Tag[]> {
  const taken = new Map<string, readonly Tag[]>();
  for (const { title } of state.columns) {
    const field = fieldOf(state, title);
    if (field) taken.set(field, [special(filled(words.takenBy, title))]);
  }
  return taken;
}
