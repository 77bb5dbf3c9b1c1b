import type { Page } from 'playwright-core';

/** What somebody would tell who looks at a window of VS Code that does not do what was expected, a line for each place. */
export async function windowState(page: Page): Promise<string> {
  const lines = await Promise.all(Object.entries(places).map(([name, selector]) => textsOf(page, name, selector)));
  return [`  focus: ${await page.evaluate(focus)}`, ...lines.flat()].join('\n');
}

const places = {
  tabs: '.tab .label-name',
  'active tabs': '.editor-group-container .tab.active .label-name',
  notifications: '.notification-toast',
  'quick pick': '.quick-input-widget',
  dialog: '.monaco-dialog-box',
  menus: '.monaco-menu, .action-widget, .suggest-widget.visible, .monaco-editor-overlaymessage',
  editors: '.editor-instance .view-lines',
  'status bar': '.statusbar-item',
};

const focus = `(() => {
  const { tagName, className, ariaLabel } = document.activeElement;
  return tagName + '.' + className + ' ' + (ariaLabel ?? '');
})()`;

async function textsOf(page: Page, name: string, selector: string): Promise<string[]> {
  const texts = await page.locator(selector).locator('visible=true').allInnerTexts();
  if (texts.length === 0) return [];
  return [
    `  ${name}: ${texts
      .map(text => text.replace(/\s+/g, ' ').trim())
      .join(' | ')
      .slice(0, 400)}`,
  ];
}
