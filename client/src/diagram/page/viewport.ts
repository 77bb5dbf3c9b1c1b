// Panning and zooming by changing the picture's viewBox: with the mouse, the wheel and the keyboard.
import { fitted, panned, type Size, type ViewBox, zoomed } from './viewBox.ts';

/** What an arrow key moves the picture by, in its units. */
const STEP = 60;

export class Viewport {
  readonly #svg: SVGSVGElement;
  #box: ViewBox = { x: 0, y: 0, width: 100, height: 100 };
  #drawing: Size = { width: 100, height: 100 };

  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    followPointer(svg, (dx, dy) => this.#panPixels(-dx, -dy));
    svg.addEventListener('wheel', event => this.#onWheel(event));
    svg.addEventListener('keydown', event => this.#onKey(event));
    svg.addEventListener('focusin', event => this.#bringIntoView(event.target as SVGGraphicsElement));
  }

  /** Shows a drawing of that size as a whole. */
  showAll(drawing: Size): void {
    this.#drawing = drawing;
    this.#show(fitted(drawing, { width: this.#svg.clientWidth, height: this.#svg.clientHeight }));
  }

  zoom(factor: number): void {
    this.#show(zoomed(this.#box, factor));
  }

  #show(box: ViewBox): void {
    this.#box = box;
    this.#svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  }

  #pan(dx: number, dy: number): void {
    this.#show(panned(this.#box, dx, dy));
  }

  #panPixels(dx: number, dy: number): void {
    const { width, height } = this.#box;
    this.#pan((dx * width) / this.#svg.clientWidth, (dy * height) / this.#svg.clientHeight);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.#svg.getBoundingClientRect();
    const fixed = {
      x: (event.clientX - left) / this.#svg.clientWidth,
      y: (event.clientY - top) / this.#svg.clientHeight,
    };
    this.#show(zoomed(this.#box, event.deltaY < 0 ? 1.15 : 1 / 1.15, fixed));
  }

  #onKey(event: KeyboardEvent): void {
    const keys: Readonly<Record<string, () => void>> = {
      '+': () => this.zoom(1.25),
      '-': () => this.zoom(0.8),
      '0': () => this.showAll(this.#drawing),
      ArrowLeft: () => this.#pan(-STEP, 0),
      ArrowRight: () => this.#pan(STEP, 0),
      ArrowUp: () => this.#pan(0, -STEP),
      ArrowDown: () => this.#pan(0, STEP),
    };
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  }

  /** What the keyboard reaches must be in view. */
  #bringIntoView(target: SVGGraphicsElement): void {
    if (target === this.#svg || !target.matches(':focus-visible')) return;
    const box = target.getBoundingClientRect();
    const view = this.#svg.getBoundingClientRect();
    const inside = box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    if (inside) return;
    const dx = box.left + box.width / 2 - (view.left + view.width / 2);
    const dy = box.top + box.height / 2 - (view.top + view.height / 2);
    this.#panPixels(dx, dy);
  }
}

/** @param moved by how many pixels, while a button is held on what is no box */
function followPointer(svg: SVGSVGElement, moved: (dx: number, dy: number) => void): void {
  let last: { readonly x: number; readonly y: number } | undefined;
  svg.addEventListener('pointerdown', event => {
    if ((event.target as Element).closest('.box')) return;
    last = { x: event.clientX, y: event.clientY };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', event => {
    if (!last) return;
    moved(event.clientX - last.x, event.clientY - last.y);
    last = { x: event.clientX, y: event.clientY };
  });
  svg.addEventListener('pointerup', () => {
    last = undefined;
  });
}
