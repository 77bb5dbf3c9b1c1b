// Panning and zooming by changing the picture's viewBox: with the mouse, the wheel and the keyboard.

export interface Viewport {
  /** Shows a drawing of that size as a whole. */
  showAll(width: number, height: number): void;
  zoom(factor: number): void;
}

const STEP = 60;
const SMALLEST = 80;
const LARGEST = 40_000;

export function createViewport(svg: SVGSVGElement): Viewport {
  let [x, y, width, height] = [0, 0, 100, 100];
  let fitted = { width: 100, height: 100 };
  const apply = () => svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  /** `fx`, `fy`: the point that stays where it is, as shares of the picture. */
  const zoom = (factor: number, fx = 0.5, fy = 0.5) => {
    const next = Math.min(LARGEST, Math.max(SMALLEST, width / factor));
    const ratio = next / width;
    x += width * (1 - ratio) * fx;
    y += height * (1 - ratio) * fy;
    width *= ratio;
    height *= ratio;
    apply();
  };
  const pan = (dx: number, dy: number) => {
    x += dx;
    y += dy;
    apply();
  };
  const showAll = (newWidth: number, newHeight: number) => {
    fitted = { width: newWidth, height: newHeight };
    const shape = svg.clientWidth / Math.max(1, svg.clientHeight) || 1;
    // A small diagram is not blown up.
    width = Math.max(newWidth, newHeight * shape, svg.clientWidth);
    height = width / shape;
    x = (newWidth - width) / 2;
    y = (newHeight - height) / 2;
    apply();
  };
  followPointer(svg, (dx, dy) => pan((-dx * width) / svg.clientWidth, (-dy * height) / svg.clientHeight));
  svg.addEventListener('wheel', event => {
    event.preventDefault();
    const { left, top } = svg.getBoundingClientRect();
    const [fx, fy] = [(event.clientX - left) / svg.clientWidth, (event.clientY - top) / svg.clientHeight];
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, fx, fy);
  });
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => zoom(1.25),
    '-': () => zoom(0.8),
    '0': () => showAll(fitted.width, fitted.height),
    ArrowLeft: () => pan(-STEP, 0),
    ArrowRight: () => pan(STEP, 0),
    ArrowUp: () => pan(0, -STEP),
    ArrowDown: () => pan(0, STEP),
  };
  svg.addEventListener('keydown', event => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  // What the keyboard reaches must be in view.
  svg.addEventListener('focusin', event => {
    const target = event.target as SVGGraphicsElement;
    if (target === svg || !target.matches(':focus-visible')) return;
    const box = target.getBoundingClientRect();
    const view = svg.getBoundingClientRect();
    const inside = box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    if (inside) return;
    const dx = box.left + box.width / 2 - (view.left + view.width / 2);
    const dy = box.top + box.height / 2 - (view.top + view.height / 2);
    pan((dx * width) / svg.clientWidth, (dy * height) / svg.clientHeight);
  });
  return { showAll, zoom };
}

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
