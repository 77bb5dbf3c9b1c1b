import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** Runs axe in a webview and fails with what is serious. Our own pages alone: VS Code's are its own affair. */
export async function assertAccessible(page: FrameLocator, name: string): Promise<void> {
  const body = await page.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  assert(frame, `${name} has no frame.`);
  // The page's content security policy lets no script in; what a debugger evaluates is not held by it.
  await frame.evaluate(axe.source);
  const { violations } = (await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults;
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const lines = serious.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary}: ${html.slice(0, 200)}`),
  );
  assert.deepEqual(lines, [], name);
}
