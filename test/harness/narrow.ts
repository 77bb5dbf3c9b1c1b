import type { Page } from 'playwright-core';

/** As narrow as a panel beside two editors, and as a window at 400 % zoom. */
const WIDTH = 320;

/** What a page of ours puts beside its edge when it is that narrow, where nobody could reach it. */
export async function besideNarrowPage(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: WIDTH, height: 600 });
  return page.evaluate(`(() => {
    const isBeside = element => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1);
    };
    const places = [...document.querySelectorAll('button, input, select, textarea, p, h2')];
    const beside = places.filter(place => !place.closest('.slick-pane') && isBeside(place));
    const named = beside.map(({ tagName, id, textContent }) => tagName + '#' + id + ' ' + textContent);
    return document.documentElement.scrollWidth > innerWidth + 1 ? ['the page itself', ...named] : named;
  })()`);
}
