// A million rows of fifty columns behind a source that answers a window after 20 ms.
export const ROWS = 1_000_000;
export const COLUMNS = Array.from({ length: 50 }, (_, index) => `c${index}`);

export const rowAt = row => Object.fromEntries([['id', row], ...COLUMNS.map(column => [column, `r${row} ${column}`])]);

export const windowOf = (start, end) =>
  new Promise(resolve => {
    setTimeout(() => resolve(Array.from({ length: end - start }, (_, index) => rowAt(start + index))), 20);
  });

/** The element that scrolls the rows, wherever a grid hides it. */
export function tallScroller(within = document) {
  for (const element of within.querySelectorAll('*')) {
    if (element.scrollHeight > element.clientHeight + 1000 && element.clientHeight > 200) return element;
  }
}
