import type { RunProgress } from '../../../../server/src/protocol/runs.ts';
import { filled, numberText } from '../../webview/page/texts.ts';
import type { Words } from './messages.ts';

export interface Status {
  /** `seen`: how many of the rows match the filter, where there is one. */
  show(progress: RunProgress, seen?: number): void;
  /** One short sentence, until the next progress. */
  say(text: string): void;
  /** What there is to say of the selected cells. */
  saySelection(text: string): void;
}

/** The line below the grid, and the banner above it when a run failed. */
export function createStatus(
  page: Document,
  words: Words,
  on: { cancel(): void; resume(): void; exportRows(): void; nextStep(step: string): void },
): Status {
  const line = page.getElementById('status-text')!;
  const notice = page.getElementById('status-notice')!;
  const selection = page.getElementById('status-selection')!;
  const cancel = page.getElementById('cancel') as HTMLButtonElement;
  const banner = page.getElementById('banner')!;
  const toolbar = page.getElementById('toolbar')!;
  cancel.textContent = words.cancel;
  const exporting = page.getElementById('export') as HTMLButtonElement;
  exporting.textContent = words.exportRows;
  exporting.addEventListener('click', on.exportRows);
  cancel.addEventListener('click', on.cancel);
  const resume = page.getElementById('resume') as HTMLButtonElement;
  resume.textContent = words.fetchRest;
  resume.addEventListener('click', on.resume);
  return {
    show(progress, seen) {
      // A run that gave nothing but an error has its banner.
      const isEmpty = progress.error !== undefined && progress.rows === 0;
      line.textContent = isEmpty ? '' : summary(progress, words, seen);
      line.title = line.textContent;
      const isLost = progress.error?.code === 'RUNS_ENDED';
      toolbar.hidden = isEmpty || isLost;
      page.body.toggleAttribute('data-empty', isEmpty);
      notice.textContent = '';
      exporting.hidden = progress.rows === 0 || isLost;
      cancel.hidden = progress.state !== 'running';
      const step = stepOf(progress, words, on);
      resume.hidden = !canGoOn(progress) || step?.act === on.resume;
      page.body.dataset.state = progress.state;
      showError(banner, progress.error?.message, step);
    },
    say(text) {
      notice.textContent = text;
      notice.title = text;
    },
    saySelection(text) {
      // Screen readers say what is written, also where it is the same again.
      if (selection.textContent !== text) selection.textContent = text;
    },
  };
}

function summary(
  { state, rows, totalSize, pages, calls, elapsedMs }: RunProgress,
  words: Words,
  seen?: number,
): string {
  const parts = [amount(rows, totalSize, state, words)];
  if (seen !== undefined && seen !== rows) parts.push(filled(words.rowsMatch, numberText(seen)));
  if (state === 'running' && pages > 0 && elapsedMs > 0) {
    parts.push(
      filled(words.pages, numberText(pages)),
      filled(words.rate, numberText(Math.round((rows / elapsedMs) * 1000))),
    );
  }
  parts.push(filled(words.calls, numberText(calls)), `${numberText(elapsedMs / 1000, ONE_DECIMAL)} s`);
  if (state === 'running') parts.unshift(words.running);
  if (state === 'paused') {
    const more = Math.ceil((totalSize - rows) / Math.max(1, rows / pages));
    parts.unshift(filled(words.paused, numberText(more)));
  }
  if (state === 'cancelled') parts.unshift(words.cancelled);
  return parts.join(' · ');
}

/**
 * The rest of the rows can still be had: the query paused, was cancelled, or failed after some of them. Not where
 * Salesforce has forgotten the place, which it does after some days, and when there are many of them.
 */
const canGoOn = ({ state, rows, totalSize, error }: RunProgress): boolean =>
  state !== 'running' && state !== 'done' && rows > 0 && rows < totalSize && error?.code !== 'INVALID_QUERY_LOCATOR';

function amount(rows: number, totalSize: number, state: RunProgress['state'], words: Words): string {
  if (rows === 0 && state === 'done') return words.noRows;
  if (rows < totalSize) return filled(words.rowsOf, numberText(rows), numberText(totalSize));
  return rows === 1 ? words.oneRow : filled(words.rows, numberText(rows));
}

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

interface Step {
  readonly label: string;
  readonly act: () => void;
}

/** One way on: with rows that are kept it is the rest of them, not all of them again. */
function stepOf(
  progress: RunProgress,
  words: Words,
  on: { resume(): void; nextStep(step: string): void },
): Step | undefined {
  const step = progress.error?.nextStep;
  if (step === 'retry' && canGoOn(progress)) return { label: words.fetchRest, act: on.resume };
  const label = step && words.nextSteps[step];
  return label ? { label, act: () => on.nextStep(step) } : undefined;
}

function showError(banner: HTMLElement, message: string | undefined, step: Step | undefined): void {
  banner.hidden = message === undefined;
  banner.replaceChildren();
  if (message === undefined) return;
  const [words = '', ...details] = message.split('\n\n');
  const text = element(banner, 'div', '');
  text.append(element(banner, 'p', words));
  if (details.length > 0) text.append(element(banner, 'pre', details.join('\n\n')));
  banner.append(text);
  if (!step) return;
  const button = element(banner, 'button', step.label);
  button.className = 'primary';
  button.addEventListener('click', step.act);
  banner.append(button);
}

function element(beside: HTMLElement, name: string, text: string): HTMLElement {
  const made = beside.ownerDocument.createElement(name);
  made.textContent = text;
  return made;
}
