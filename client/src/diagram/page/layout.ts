// Where the boxes of a diagram stand and how its lines run. No DOM here.
import { type Graph, graphlib, layout } from '@dagrejs/dagre';
import type { Diagram, DiagramEdge, DiagramNode } from './messages.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly node: DiagramNode;
  readonly width: number;
  readonly height: number;
}
export interface Line {
  /** All fields that lead from the one object to the other. */
  readonly edges: readonly DiagramEdge[];
  readonly points: readonly Point[];
  readonly label: string;
  /** The middle of the label. */
  readonly labelAt: Point;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

const HEIGHT = 44;
const CHARACTER = 7.4;
const PADDING = 28;
const LABEL_HEIGHT = 16;
const LABEL_CHARACTER = 6.2;

/** Parents to the right of their children. Several fields between the same two objects are one line. */
export function layOut({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): Layout {
  const graph: Graph = new graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 60, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const width = Math.max(node.name.length, node.label.length) * CHARACTER + PADDING;
    graph.setNode(node.name, { width, height: HEIGHT });
  }
  const pairs = Map.groupBy(edges, ({ from, to }) => `${from} ${to}`);
  for (const pair of pairs.values()) {
    const [{ from, to }] = pair as [DiagramEdge];
    const width = labelOf(pair).length * LABEL_CHARACTER + PADDING;
    if (from !== to) graph.setEdge(from, to, { width, height: LABEL_HEIGHT, labelpos: 'c' });
  }
  layout(graph);
  const boxes = nodes.map(
    (node): Box => ({ node, ...(graph.node(node.name) as Point & { width: number; height: number }) }),
  );
  const lines = [...pairs.values()].map((pair): Line => {
    const [{ from, to }] = pair as [DiagramEdge];
    const label = labelOf(pair);
    if (from === to) return { edges: pair, label, ...loop(boxes.find(({ node }) => node.name === from)!) };
    const { points, x, y } = graph.edge(from, to) as Point & { points: readonly Point[] };
    return { edges: pair, label, points, labelAt: { x, y } };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height: height + HEIGHT, boxes, lines };
}

const labelOf = ([first, ...others]: readonly DiagramEdge[]): string =>
  others.length > 0 ? `${first!.field} +${others.length}` : first!.field;

/** A reference to its own object leaves below and comes back. */
function loop({ x, y, height }: Box): Pick<Line, 'points' | 'labelAt'> {
  const bottom = y + height / 2;
  const points = [
    { x: x - 20, y: bottom },
    { x: x - 20, y: bottom + 12 },
    { x: x + 20, y: bottom + 12 },
    { x: x + 20, y: bottom },
  ];
  return { points, labelAt: { x, y: bottom + 12 + LABEL_HEIGHT / 2 } };
}
