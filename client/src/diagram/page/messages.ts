// What the diagram's page and its panel say to each other.

export interface DiagramNode {
  /** API name. */
  readonly name: string;
  readonly label: string;
  /** Of its managed package; empty for what belongs to the org itself. */
  readonly namespace: string;
  /** Its neighbours are shown too. */
  readonly expanded: boolean;
}

/** A reference field: from the object that has it to the one that it refers to. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly field: string;
  /** The name of the relationship from parent to children, where it has one. */
  readonly children: string;
  readonly required: boolean;
}

export interface Diagram {
  readonly focus: string;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** What there is to choose from: '' stands for the org's own objects. */
  readonly namespaces: readonly string[];
}

export type ToDiagramPage =
  | { readonly type: 'diagram'; readonly diagram: Diagram; readonly problem?: string }
  | { readonly type: 'problem'; readonly message: string };

export type FromDiagramPage =
  | { readonly type: 'ready' }
  | { readonly type: 'toggle'; readonly object: string }
  | { readonly type: 'system'; readonly shown: boolean }
  | { readonly type: 'svg'; readonly text: string }
  | { readonly type: 'mermaid'; readonly objects: readonly string[] };

export interface DiagramWords {
  readonly diagram: string;
  readonly packages: string;
  readonly all: string;
  readonly own: string;
  readonly system: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly exportSvg: string;
  readonly exportMermaid: string;
  readonly expand: string;
  readonly collapse: string;
  readonly count: string;
  readonly help: string;
}
