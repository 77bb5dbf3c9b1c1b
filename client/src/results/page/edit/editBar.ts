// The bar with what is pending, and what can be done with it.
import { filled } from '../../../webview/page/texts.ts';
import type { EditWords } from './messages.ts';
import type { PendingCounts } from './pendingEdits.ts';

export interface EditBarEvents {
  /** Opens the preview. */
  save(): void;
  retry(): void;
  discard(): void;
  cancel(): void;
}

export interface EditBar {
  /** `saving`: how many records are done, of how many, while a save is under way. */
  show(counts: PendingCounts, saving?: { readonly done: number; readonly all: number; readonly stops: boolean }): void;
}

export function createEditBar(page: Document, words: EditWords, events: EditBarEvents): EditBar {
  const bar = page.createElement('div');
  bar.id = 'edits';
  bar.hidden = true;
  const text = page.createElement('span');
  text.id = 'edits-text';
  text.setAttribute('role', 'status');
  bar.append(text);
  const buttons = page.createElement('span');
  buttons.className = 'buttons';
  bar.append(buttons);
  const button = (label: string, act: () => void) => {
    const element = page.createElement('button');
    element.type = 'button';
    element.textContent = label;
    element.addEventListener('click', act);
    buttons.append(element);
    return element;
  };
  const save = button(words.save, events.save);
  save.className = 'primary';
  const retry = button('', events.retry);
  const discard = button(words.discard, events.discard);
  const cancel = button(words.cancel, events.cancel);
  page.getElementById('status')!.before(bar);
  return {
    show(counts, saving) {
      bar.hidden = counts.records === 0 && !saving;
      text.textContent = saving ? progressWords(saving, words) : countWords(counts, words);
      for (const element of [save, discard]) element.hidden = saving !== undefined;
      retry.hidden = saving !== undefined || counts.failed === 0;
      retry.textContent = filled(words.retry, counts.failed);
      cancel.hidden = !saving || saving.stops;
    },
  };
}

function progressWords(
  { done, all, stops }: { readonly done: number; readonly all: number; readonly stops: boolean },
  words: EditWords,
): string {
  return stops ? words.savingStops : filled(words.saving, done, all);
}

/** Only what there is. */
export function countWords({ cells, deletions, failed, conflicts }: PendingCounts, words: EditWords): string {
  const parts = [
    [words.changes, cells],
    [words.deletions, deletions],
    [words.notSaved, failed],
    [words.conflicts, conflicts],
  ] as const;
  return parts.flatMap(([text, count]) => (count > 0 ? [filled(text, count)] : [])).join(' · ');
}
