/** What a file must say itself, because the page's style sheet and the theme stay behind. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linejoin',
  'stroke-dasharray',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
];

/** The whole diagram as the text of an SVG file that looks as it does now. */
export function svgFile(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((made, at) => {
    const look = getComputedStyle(originals[at]!);
    for (const style of STYLES) {
      const value = look.getPropertyValue(style);
      if (value) made.setAttribute(style, value);
    }
    for (const name of ['class', 'tabindex', 'role', 'aria-label', 'aria-expanded', 'data-object'])
      made.removeAttribute(name);
  });
  for (const name of ['class', 'tabindex', 'aria-describedby', 'id', 'role']) copy.removeAttribute(name);
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  copy.setAttribute('style', `background:${getComputedStyle(document.body).backgroundColor}`);
  return new XMLSerializer().serializeToString(copy);
}
