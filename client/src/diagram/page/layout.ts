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

/** Parents to the right of their children. Several fields between the same two objects are one line. */
export function layOut({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): Layout {
  const graph: Graph = new graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 120, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const width = Math.max(node.name.length, node.label.length) * CHARACTER + PADDING;
    graph.setNode(node.name, { width, height: HEIGHT });
  }
  const pairs = Map.groupBy(edges, ({ from, to }) => `${from} ${to}`);
  for (const [first] of pairs.values()) if (first && first.from !== first.to) graph.setEdge(first.from, first.to);
  layout(graph);
  const boxes = nodes.map(
    (node): Box => ({ node, ...(graph.node(node.name) as Point & { width: number; height: number }) }),
  );
  const lines = [...pairs.values()].map((pair): Line => {
    const [{ from, to }] = pair as [DiagramEdge];
    const points = from === to ? loop(boxes.find(({ node }) => node.name === from)!) : graph.edge(from, to).points;
    return { edges: pair, points, labelAt: points[Math.floor(points.length / 2)]! };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height: height + HEIGHT, boxes, lines };
}

/** A reference to its own object leaves below and comes back. */
function loop({ x, y, height }: Box): readonly Point[] {
  const bottom = y + height / 2;
  return [
    { x: x - 20, y: bottom },
    { x: x - 20, y: bottom + 12 },
    { x: x + 20, y: bottom + 12 },
    { x: x + 20, y: bottom },
  ];
}
