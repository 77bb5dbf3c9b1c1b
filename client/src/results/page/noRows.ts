import type { RunProgress } from '../../../../server/src/protocol/runs.ts';
import type { Words } from './messages.ts';

export interface NoRows {
  /** `seen`: how many rows are shown. */
  show(progress: RunProgress | undefined, seen: number, isFiltered: boolean): void;
}

/** What stands in place of rows where there are none, and the way on. A failed run has its banner. */
export function createNoRows(page: Document, words: Words, on: { clearFilter(): void; editQuery(): void }): NoRows {
  const pane = page.getElementById('no-rows')!;
  const text = pane.querySelector('p')!;
  const button = pane.querySelector('button')!;
  let act = on.editQuery;
  button.addEventListener('click', () => act());
  return {
    show(progress, seen, isFiltered) {
      const hasOther = progress === undefined || progress.state === 'running' || progress.error !== undefined;
      pane.hidden = hasOther || seen > 0;
      if (hasOther || seen > 0) return;
      const isCut = isFiltered && progress.rows > 0;
      text.textContent = isCut ? words.noneMatch : words.noneFound;
      button.textContent = (isCut ? words.clearFilter : words.nextSteps.editQuery) ?? '';
      act = isCut ? on.clearFilter : on.editQuery;
    },
  };
}
