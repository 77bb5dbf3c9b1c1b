import type { Diagram } from './page/messages.ts';

/** An entity relationship diagram: https://mermaid.js.org/syntax/entityRelationshipDiagram.html */
export function mermaidOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): string {
  const names = new Set(nodes.map(({ name }) => name));
  const shown = edges.filter(({ from, to }) => names.has(from) && names.has(to));
  const alone = [...names].filter(name => !shown.some(({ from, to }) => from === name || to === name));
  return [
    'erDiagram',
    ...alone.map(name => `  ${name}`),
    ...shown.map(({ from, to, field, required }) => `  ${to} ${required ? '||' : '|o'}--o{ ${from} : ${field}`),
    '',
  ].join('\n');
}
