import type { RunProgress } from '../../../../server/src/protocol/runs.ts';
import type { Words } from './messages.ts';

export interface Status {
  show(progress: RunProgress): void;
  /** One short sentence, until the next progress. */
  say(text: string): void;
}

/** The line below the grid, and the banner above it when a run failed. */
export function createStatus(
  page: Document,
  words: Words,
  on: { cancel(): void; exportRows(): void; nextStep(step: string): void },
): Status {
  const line = page.getElementById('status-text')!;
  const notice = page.getElementById('status-notice')!;
  const cancel = page.getElementById('cancel') as HTMLButtonElement;
  const banner = page.getElementById('banner')!;
  cancel.textContent = words.cancel;
  const exporting = page.getElementById('export') as HTMLButtonElement;
  exporting.textContent = words.exportRows;
  exporting.addEventListener('click', on.exportRows);
  cancel.addEventListener('click', on.cancel);
  return {
    show(progress) {
      // A run that gave nothing but an error has its banner.
      line.textContent = progress.error && progress.rows === 0 ? '' : summary(progress, words);
      notice.textContent = '';
      exporting.hidden = progress.rows === 0;
      cancel.hidden = progress.state !== 'running';
      page.body.dataset.state = progress.state;
      showError(banner, progress, words, on.nextStep);
    },
    say(text) {
      notice.textContent = text;
    },
  };
}

function summary({ state, rows, totalSize, calls, elapsedMs }: RunProgress, words: Words): string {
  const count = (n: number): string => n.toLocaleString();
  const fill = (text: string, ...values: string[]): string =>
    text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '');
  const amount =
    rows === 0 && state === 'done'
      ? words.noRows
      : rows < totalSize
        ? fill(words.rowsOf, count(rows), count(totalSize))
        : rows === 1
          ? words.oneRow
          : fill(words.rows, count(rows));
  const parts = [amount, fill(words.calls, count(calls)), `${(elapsedMs / 1000).toFixed(1)} s`];
  if (state === 'running') parts.unshift(words.running);
  if (state === 'cancelled') parts.unshift(words.cancelled);
  return parts.join(' · ');
}

function showError(banner: HTMLElement, { error }: RunProgress, words: Words, nextStep: (step: string) => void): void {
  banner.hidden = !error;
  banner.replaceChildren();
  if (!error) return;
  const text = banner.ownerDocument.createElement('pre');
  text.textContent = error.message;
  banner.append(text);
  const step = error.nextStep;
  const label = step && words.nextSteps[step];
  if (!step || !label) return;
  const button = banner.ownerDocument.createElement('button');
  button.textContent = label;
  button.addEventListener('click', () => nextStep(step));
  banner.append(button);
}
