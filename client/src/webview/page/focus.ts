/**
 * When a page gets the focus by key, as with Ctrl+2, that is in the page as a whole, where no key does anything.
 * @param take where it goes then
 * @returns to be called when there is something new that can take it
 */
export function focusWithPage(page: Window, take: () => void): () => void {
  let isPressed = false;
  page.addEventListener('pointerdown', () => (isPressed = true), { capture: true });
  for (const end of ['pointerup', 'pointercancel', 'dragend'])
    page.addEventListener(end, () => (isPressed = false), { capture: true });
  const takeIdle = () => {
    const { activeElement, body } = page.document;
    // A press decides by itself where the focus goes.
    if (!isPressed && page.document.hasFocus() && activeElement === body) take();
  };
  page.addEventListener('focus', takeIdle);
  return takeIdle;
}
