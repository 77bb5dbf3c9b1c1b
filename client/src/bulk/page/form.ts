// What the rows become: object, operation, and how they are loaded.
import type { LoadOperation } from '../../../../server/src/protocol/bulk.ts';
import { matching } from './matching.ts';
import type { Picker } from './picker.ts';
import { byId, type Page } from './state.ts';

/** Salesforce assigns records of these alone by rules. */
const ASSIGNED: readonly string[] = ['lead', 'case'];

export function createForm({ state, words, post }: Page, picker: Picker): { draw(): void } {
  const object = byId<HTMLInputElement>('object');
  const operation = byId<HTMLSelectElement>('operation');
  const externalId = byId<HTMLSelectElement>('external-id');
  const rule = byId<HTMLInputElement>('assignment-rule');
  const emptyCells = byId<HTMLSelectElement>('empty-cells');
  picker.attach(object, {
    options: text =>
      matching(state.objects, text).map(({ name, label }) => ({
        ...{ text: name, detail: label, tags: [] },
        choose: () => name !== state.mapping?.object && post({ type: 'object', object: name }),
      })),
    shown: () => state.mapping?.object ?? '',
  });
  operation.append(...Object.entries(words.operations).map(([name, label]) => new Option(label, name)));
  emptyCells.append(new Option(words.emptyIgnored, 'ignore'), new Option(words.emptyCleared, 'null'));
  operation.addEventListener('change', () => post({ type: 'operation', operation: operation.value as LoadOperation }));
  externalId.addEventListener('change', () => post({ type: 'externalId', field: externalId.value }));
  rule.addEventListener('change', () => post({ type: 'assignmentRule', id: rule.value.trim() }));
  emptyCells.addEventListener('change', () =>
    post({ type: 'emptyCells', meaning: emptyCells.value === 'null' ? 'null' : 'ignore' }),
  );
  return {
    draw() {
      const { mapping, fields } = state;
      if (!mapping) return;
      if (object.getAttribute('aria-expanded') === 'false') object.value = mapping.object;
      operation.value = mapping.operation;
      const keys = fields.filter(field => field.externalId).map(({ path }) => path);
      const chosen = mapping.externalId ?? '';
      const offered = [...new Set(['', ...keys, chosen])].map(key => new Option(key || words.choose, key));
      if (offered.length !== externalId.length || document.activeElement !== externalId)
        externalId.replaceChildren(...offered);
      externalId.value = chosen;
      emptyCells.value = mapping.emptyCells ?? 'ignore';
      if (document.activeElement !== rule) rule.value = mapping.assignmentRuleId ?? '';
      byId('external-id-label').hidden = mapping.operation !== 'upsert';
      const isAssigned = ASSIGNED.includes(mapping.object.toLowerCase()) && !mapping.operation.endsWith('elete');
      byId('assignment-rule-label').hidden = !(isAssigned || mapping.assignmentRuleId);
      byId('empty-cells-label').hidden = mapping.operation.endsWith('elete');
    },
  };
}
