import type { Words } from '../messages.ts';

export interface Tabs {
  readonly isChart: boolean;
  /** Whether there is anything to see beside the table. */
  offer(hasChart: boolean): void;
}

/** Two tabs by https://www.w3.org/WAI/ARIA/apg/patterns/tabs/: one is in the tab order, arrows go to the other. */
export function createTabs(page: Document, words: Words, chosen: () => void): Tabs {
  const list = page.getElementById('views')!;
  const find = page.getElementById('finding')!;
  const panes = { table: page.getElementById('grid')!, chart: page.getElementById('chart')! };
  const tabs = { table: page.getElementById('view-table')!, chart: page.getElementById('view-chart')! };
  let current: keyof typeof tabs = 'table';
  list.setAttribute('aria-label', words.results);
  const show = (name: keyof typeof tabs) => {
    current = name;
    for (const each of ['table', 'chart'] as const) {
      const isCurrent = each === name;
      panes[each].hidden = !isCurrent;
      tabs[each].setAttribute('aria-selected', String(isCurrent));
      tabs[each].tabIndex = isCurrent ? 0 : -1;
    }
    // A chart has no cells to go to.
    find.hidden = name === 'chart';
    chosen();
  };
  for (const name of ['table', 'chart'] as const) {
    const other = name === 'table' ? 'chart' : 'table';
    tabs[name].textContent = words.chart[name];
    tabs[name].addEventListener('click', () => show(name));
    tabs[name].addEventListener('keydown', key => {
      if (key.key !== 'ArrowLeft' && key.key !== 'ArrowRight') return;
      show(other);
      tabs[other].focus();
    });
  }
  return {
    get isChart() {
      return current === 'chart';
    },
    offer(hasChart) {
      list.hidden = !hasChart;
      if (!hasChart && current === 'chart') show('table');
    },
  };
}
