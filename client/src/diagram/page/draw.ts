// The diagram as SVG elements. Texts of the org become text nodes, never markup.
import type { Box, Layout, Line, Point } from './layout.ts';
import type { DiagramWords } from './messages.ts';

const SVG = 'http://www.w3.org/2000/svg';

export interface Drawing {
  readonly focus: string;
  readonly words: DiagramWords;
  onToggle(object: string): void;
}

/** Replaces what is in `group`: lines first, so that boxes cover their ends. */
export function draw(group: SVGGElement, { boxes, lines }: Layout, drawing: Drawing): void {
  group.replaceChildren(...lines.map(drawLine), ...boxes.map(box => drawBox(box, drawing)));
}

function drawLine({ edges, points, label, labelAt }: Line): SVGElement {
  const line = element('g', { class: 'line' });
  const required = edges.some(edge => edge.required);
  const path = element('path', { d: pathOf(points), class: required ? 'required' : '', 'marker-end': 'url(#arrow)' });
  const text = element('text', { x: labelAt.x, y: labelAt.y, 'text-anchor': 'middle', 'dominant-baseline': 'central' });
  text.textContent = label;
  const title = element('title', {});
  title.textContent = edges
    .map(({ from, field, to, children }) => `${from}.${field} → ${to}${children ? ` (${children})` : ''}`)
    .join('\n');
  line.append(title, path, text);
  return line;
}

const pathOf = ([start, ...rest]: readonly Point[]) =>
  `M${start!.x},${start!.y}${rest.map(({ x, y }) => `L${x},${y}`).join('')}`;

function drawBox({ node, x, y, width, height }: Box, { focus, words, onToggle }: Drawing): SVGElement {
  const isFocus = node.name === focus;
  const action = node.expanded ? words.collapse : words.expand;
  const box = element('g', {
    class: `box${isFocus ? ' focus' : ''}${node.expanded ? ' expanded' : ''}`,
    transform: `translate(${x - width / 2},${y - height / 2})`,
    tabindex: 0,
    role: 'button',
    'aria-label': `${node.name} ${node.label}: ${action}`,
    'aria-expanded': String(node.expanded),
    'data-object': node.name,
  });
  const name = element('text', { x: width / 2, y: 19, 'text-anchor': 'middle', class: 'name' });
  name.textContent = node.name;
  const label = element('text', { x: width / 2, y: 35, 'text-anchor': 'middle', class: 'label' });
  label.textContent = node.label;
  // The blank between the two shows nowhere: it parts the words for those who hear them.
  box.append(element('rect', { width, height, rx: 4 }), name, ' ', label);
  box.addEventListener('click', () => onToggle(node.name));
  box.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onToggle(node.name);
  });
  return box;
}

export function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
