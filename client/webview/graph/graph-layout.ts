/**
 * Where the nodes and edges of a graph are drawn: skills to the left of the personas that use them, channels to the
 * right. The layered layout comes from dagre: small, maintained, made for graphs of this kind.
 */
import { Graph, layout as layered } from "@dagrejs/dagre";
import type { GraphEdge, GraphNode, PackGraph } from "../../../server/src/protocol.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedGraphNode extends Box {
  /** x and y are those of the upper left corner. */
  readonly node: GraphNode;
  readonly title: string;
  readonly detail: string | undefined;
}

export interface PlacedGraphEdge {
  readonly edge: GraphEdge;
  /** From `edge.from` to `edge.to`. */
  readonly points: readonly Point[];
  /** Middle of the words beside a relationship. */
  readonly label: Point | undefined;
}

export interface GraphPicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedGraphNode[];
  readonly edges: readonly PlacedGraphEdge[];
}

/** Pixels of a text as it will be drawn. */
export type Measure = (text: string, size: "title" | "detail") => number;

/** Beyond this dagre takes longer than anyone waits (a second at about 600 edges), and columns read as well. */
const MOST_LAYERED_EDGES = 500;

const PADDING = 12;
const MOST_LETTERS = 30;
const NODE_GAP = 14;
const COLUMN_GAP = 110;
const MARGIN = 12;
const LABEL_HEIGHT = 14;

export function graphPicture(graph: PackGraph, measure: Measure): GraphPicture {
  const sized = graph.nodes.map((node) => sizedNode(node, measure));
  return graph.edges.length > MOST_LAYERED_EDGES
    ? inColumns(graph, sized)
    : inLayers(graph, sized, (text) => measure(text, "detail"));
}

type SizedNode = Omit<PlacedGraphNode, "x" | "y">;

function sizedNode(node: GraphNode, measure: Measure): SizedNode {
  const title = shortened(node.title);
  const second = node.detail ?? node.note;
  const detail = second === undefined ? undefined : shortened(second);
  const width = Math.max(measure(title, "title"), detail === undefined ? 0 : measure(detail, "detail"));
  return {
    node,
    title,
    detail,
    width: Math.ceil(width) + 2 * PADDING,
    height: detail === undefined ? 30 : 44,
  };
}

export function shortened(text: string): string {
  const letters = [...text];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : text;
}

interface EdgeLabel {
  points?: Point[];
  x?: number;
  y?: number;
}

function inLayers(
  { edges }: PackGraph,
  nodes: readonly SizedNode[],
  labelWidth: (text: string) => number,
): GraphPicture {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    nodesep: NODE_GAP,
    edgesep: 8,
    ranksep: COLUMN_GAP / 2,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  for (const { node, width, height } of nodes) graph.setNode(node.id, { width, height });
  edges.forEach((edge, i) => {
    const { from, to, kind } = edge;
    const size = isRelationship(edge) ? { width: labelWidth(kind) + 10, height: LABEL_HEIGHT } : {};
    // A skill comes before its personas.
    const [start, end] = kind === "skill" ? [to, from] : [from, to];
    graph.setEdge(start, end, { ...size, labelpos: "c", minlen: 2 }, `${i}`);
  });
  layered(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Number.isFinite(width) ? width : 0,
    height: Number.isFinite(height) ? height : 0,
    nodes: nodes.map((sized) => {
      const { x, y } = graph.node(sized.node.id) as Point;
      return { ...sized, x: x - sized.width / 2, y: y - sized.height / 2 };
    }),
    edges: edges.map((edge, i) => {
      const [start, end] = edge.kind === "skill" ? [edge.to, edge.from] : [edge.from, edge.to];
      const { points = [], x, y } = graph.edge(start, end, `${i}`) as EdgeLabel;
      const label = isRelationship(edge) && x !== undefined && y !== undefined ? { x, y } : undefined;
      return { edge, points: edge.kind === "skill" ? points.toReversed() : points, label };
    }),
  };
}

const COLUMNS: Readonly<Record<GraphNode["kind"], number>> = { skill: 0, persona: 1, channel: 2 };

function inColumns({ edges }: PackGraph, nodes: readonly SizedNode[]): GraphPicture {
  const columns = [0, 1, 2].map((column) => nodes.filter(({ node }) => COLUMNS[node.kind] === column));
  const heights = columns.map((column) =>
    column.reduce((sum, { height }) => sum + height + NODE_GAP, -NODE_GAP),
  );
  const tallest = Math.max(0, ...heights);
  const placed = new Map<string, PlacedGraphNode>();
  let x = MARGIN;
  columns.forEach((column, i) => {
    const width = Math.max(0, ...column.map((node) => node.width));
    // Few nodes beside many are spread over their height.
    const gap = column.length > 1 ? (tallest - (heights[i] ?? 0)) / column.length : 0;
    let y = MARGIN + (column.length === 1 ? (tallest - (heights[i] ?? 0)) / 2 : gap / 2);
    for (const sized of column) {
      placed.set(sized.node.id, { ...sized, x: x + (width - sized.width) / 2, y });
      y += sized.height + NODE_GAP + gap;
    }
    if (column.length > 0) x += width + COLUMN_GAP;
  });
  return {
    width: x - COLUMN_GAP + MARGIN,
    height: tallest + 2 * MARGIN,
    nodes: [...placed.values()],
    edges: edges.flatMap((edge) => {
      const from = placed.get(edge.from);
      const to = placed.get(edge.to);
      return from && to ? [{ edge, ...straight(edge, from, to) }] : [];
    }),
  };
}

/** From side to side; between two of one column around their right side. */
function straight(edge: GraphEdge, from: Box, to: Box): Pick<PlacedGraphEdge, "points" | "label"> {
  const middle = (box: Box): number => box.y + box.height / 2;
  if (isRelationship(edge)) {
    const x = Math.max(from.x + from.width, to.x + to.width) + 24;
    const points = [
      { x: from.x + from.width, y: middle(from) },
      { x, y: (middle(from) + middle(to)) / 2 },
      { x: to.x + to.width, y: middle(to) },
    ];
    return { points, label: points[1] };
  }
  const leftwards = to.x < from.x;
  return {
    points: [
      { x: leftwards ? from.x : from.x + from.width, y: middle(from) },
      { x: leftwards ? to.x + to.width : to.x, y: middle(to) },
    ],
    label: undefined,
  };
}

export function isRelationship({ kind }: GraphEdge): boolean {
  return kind !== "skill" && kind !== "channel";
}

/** A smooth line through the points, as SVG path data; empty for no points. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${rounded(first)}`;
  let last = first;
  for (const point of rest) {
    const x = (last.x + point.x) / 2;
    path += `C${rounded({ x, y: last.y })} ${rounded({ x, y: point.y })} ${rounded(point)}`;
    last = point;
  }
  return path;
}

function rounded({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
