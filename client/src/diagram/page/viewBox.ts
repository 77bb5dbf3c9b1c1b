// The part of a drawing that is in sight, in the drawing's units. Pure.

export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const NARROWEST = 80;
const WIDEST = 40_000;

/** All of a drawing, in the middle of a window of this many pixels. A small one is not blown up. */
export function fitted(drawing: Size, window: Size): ViewBox {
  const shape = window.width / Math.max(1, window.height) || 1;
  const width = Math.max(drawing.width, drawing.height * shape, window.width);
  const height = width / shape;
  return { x: (drawing.width - width) / 2, y: (drawing.height - height) / 2, width, height };
}

/** @param fixed the point that stays where it is, as shares of width and height */
export function zoomed(box: ViewBox, factor: number, fixed = { x: 0.5, y: 0.5 }): ViewBox {
  const width = Math.min(WIDEST, Math.max(NARROWEST, box.width / factor));
  const ratio = width / box.width;
  return {
    x: box.x + box.width * (1 - ratio) * fixed.x,
    y: box.y + box.height * (1 - ratio) * fixed.y,
    width: box.width * ratio,
    height: box.height * ratio,
  };
}

export const panned = (box: ViewBox, dx: number, dy: number): ViewBox => ({ ...box, x: box.x + dx, y: box.y + dy });
