/** A box below the cell that is edited, above everything else. */
export interface Popup {
  readonly element: HTMLElement;
  /** Puts it where the cell is now: below it, or above where there is no room. */
  place(): void;
  remove(): void;
}

export function createPopup(anchor: HTMLElement, className: string): Popup {
  const page = anchor.ownerDocument;
  const element = page.createElement('div');
  element.className = `edit-popup ${className}`;
  page.body.append(element);
  const place = () => {
    const cell = anchor.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = element;
    const isBelow = cell.bottom + height <= page.documentElement.clientHeight || cell.top < height;
    element.style.left = `${Math.max(0, Math.min(cell.left, page.documentElement.clientWidth - width))}px`;
    element.style.top = `${isBelow ? cell.bottom : cell.top - height}px`;
  };
  place();
  return { element, place, remove: () => element.remove() };
}
