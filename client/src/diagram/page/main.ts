// The page of a relationship diagram: a picture that can be moved, and a toolbar.
import '@vscode/codicons/dist/codicon.css';
import './page.css';
import { focusWithPage } from '../../webview/page/focus.ts';
import { filled } from '../../webview/page/texts.ts';
import { draw } from './draw.ts';
import { layOut } from './layout.ts';
import type { Diagram, DiagramWords, FromDiagramPage, ToDiagramPage } from './messages.ts';
import { svgFile } from './svgFile.ts';
import type { Size } from './viewBox.ts';
import { Viewport } from './viewport.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromDiagramPage): void };

const panel = acquireVsCodeApi();
const words = JSON.parse((document.currentScript as HTMLScriptElement).dataset.words ?? '{}') as DiagramWords;
const byId = <E extends Element>(id: string) => document.getElementById(id) as unknown as E;
const svg = byId<SVGSVGElement>('picture');
const packages = byId<HTMLSelectElement>('packages');
const status = byId<HTMLElement>('status');
const viewport = new Viewport(svg);
const takeFocus = focusWithPage(window, () => svg.focus());
let diagram: Diagram | undefined;
let size: Size = { width: 0, height: 0 };

window.addEventListener('message', ({ data }: MessageEvent<ToDiagramPage>) => {
  if (data.type === 'problem') status.textContent = data.message;
  else show(data.diagram);
});
packages.addEventListener('change', redraw);
byId<HTMLInputElement>('system').addEventListener('change', event =>
  panel.postMessage({ type: 'system', shown: (event.target as HTMLInputElement).checked }),
);
const buttons: Readonly<Record<string, () => void>> = {
  'zoom-in': () => viewport.zoom(1.25),
  'zoom-out': () => viewport.zoom(0.8),
  fit: () => viewport.showAll(size),
  svg: () => panel.postMessage({ type: 'svg', text: svgFile(svg, size.width, size.height) }),
  mermaid: () => panel.postMessage({ type: 'mermaid', objects: shownNodes().map(({ name }) => name) }),
};
for (const [id, act] of Object.entries(buttons)) byId<HTMLButtonElement>(id).addEventListener('click', act);
panel.postMessage({ type: 'ready' });

function show(next: Diagram): void {
  diagram = next;
  const chosen = packages.value;
  const options = [
    new Option(words.all, '*'),
    ...next.namespaces.map(namespace => new Option(namespace || words.own, namespace)),
  ];
  packages.replaceChildren(...options);
  packages.value = options.some(({ value }) => value === chosen) ? chosen : '*';
  byId<HTMLLabelElement>('packages-choice').hidden = next.namespaces.length < 2;
  redraw();
  takeFocus();
}

/** The object in the middle stays, whatever package is chosen. */
function shownNodes(): Diagram['nodes'] {
  if (!diagram) return [];
  const { nodes, focus } = diagram;
  return nodes.filter(node => packages.value === '*' || node.namespace === packages.value || node.name === focus);
}

function redraw(): void {
  if (!diagram) return;
  const nodes = shownNodes();
  const names = new Set(nodes.map(({ name }) => name));
  const edges = diagram.edges.filter(({ from, to }) => names.has(from) && names.has(to));
  const layout = layOut({ nodes, edges });
  const focused = document.activeElement?.getAttribute('data-object');
  draw(byId<SVGGElement>('drawing'), layout, {
    focus: diagram.focus,
    words,
    onToggle: object => panel.postMessage({ type: 'toggle', object }),
  });
  size = layout;
  viewport.showAll(layout);
  status.textContent = filled(words.count, nodes.length, edges.length);
  if (focused) svg.querySelector<SVGElement>(`[data-object="${CSS.escape(focused)}"]`)?.focus();
}
