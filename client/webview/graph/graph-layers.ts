/**
 * Columns for a graph: skills first, then personas (those that a relationship leads to further on), channels last.
 * The layout is dagre's: small, maintained, and made for layered graphs; what is ours is to hold skills and channels
 * at the two ends and to let edges start at the sides of nodes.
 */
import { Graph, layout } from "@dagrejs/dagre";
import type { GraphEdge } from "../../../server/src/protocol.ts";
import { type Box, isRelationship, type Point } from "./graph-shapes.ts";

export interface LayeredNode {
  readonly id: string;
  readonly kind: "persona" | "skill" | "channel";
  readonly width: number;
  readonly height: number;
}

export interface LayeredEdge {
  readonly edge: GraphEdge;
  /** From `edge.from` to `edge.to`. */
  readonly points: readonly Point[];
  /** Middle of the words beside a relationship. */
  readonly label: Point | undefined;
}

export interface Layers {
  /** By id. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly edges: readonly LayeredEdge[];
}

/** Before all skills and behind all channels; not drawn. */
const FIRST = "first";
const LAST = "last";
/** Rather a long edge elsewhere than a skill or a channel out of its column. */
const HELD = { weight: 1000, minlen: 1 };
const NODE_GAP = 14;
const LABEL_HEIGHT = 14;

/** @param labelWidth pixels of the words beside a relationship */
export function inLayers(
  nodes: readonly LayeredNode[],
  edges: readonly GraphEdge[],
  labelWidth: (text: string) => number,
): Layers {
  const graph = new Graph({ multigraph: true });
  // The taller the columns, the steeper the edges, unless they get more room.
  const ranksep = 60 + Math.min(140, nodes.length * 2);
  graph.setGraph({ rankdir: "LR", nodesep: NODE_GAP, edgesep: 8, ranksep });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  edges.forEach((edge, i) => {
    const label = isRelationship(edge) ? { width: labelWidth(edge.kind) + 10, height: LABEL_HEIGHT } : {};
    graph.setEdge(...ends(edge), { ...label, labelpos: "c" }, `${i}`);
  });
  holdEnds(graph, nodes, edges);
  layout(graph);
  const boxes = new Map(
    nodes.map(({ id, width, height }): [string, Box] => [id, boxOf(graph.node(id), width, height)]),
  );
  for (const kind of ["skill", "channel"] as const) {
    placeBesideUsers(
      boxes,
      nodes.filter((node) => node.kind === kind),
      edges,
    );
  }
  return {
    boxes,
    edges: edges.flatMap((edge, i) => {
      const from = boxes.get(edge.from);
      const to = boxes.get(edge.to);
      if (!from || !to) return [];
      const { points = [], x, y } = graph.edge(...ends(edge), `${i}`) as EdgePlace;
      const label = isRelationship(edge) && x !== undefined && y !== undefined ? { x, y } : undefined;
      // Between neighbouring columns there is only the middle of the way, which a curve finds on its own.
      const way = points.length <= 3 && !label ? [] : points.slice(1, -1);
      return [
        { edge, label, points: throughSides(from, to, edge.kind === "skill" ? way.toReversed() : way) },
      ];
    }),
  };
}

interface EdgePlace {
  readonly points?: readonly Point[];
  readonly x?: number;
  readonly y?: number;
}

/** A skill comes before the personas that use it. */
function ends({ from, to, kind }: GraphEdge): [string, string] {
  return kind === "skill" ? [to, from] : [from, to];
}

function holdEnds(graph: Graph, nodes: readonly LayeredNode[], edges: readonly GraphEdge[]): void {
  const skilled = new Set(edges.flatMap(({ kind, from }) => (kind === "skill" ? from : [])));
  const related = new Set(edges.filter(isRelationship).flatMap(({ from, to }) => [from, to]));
  const hasSkills = nodes.some(({ kind }) => kind === "skill");
  const hasChannels = nodes.some(({ kind }) => kind === "channel");
  if (hasSkills) graph.setNode(FIRST, { width: 0, height: 0 });
  if (hasChannels) graph.setNode(LAST, { width: 0, height: 0 });
  for (const { id, kind } of nodes) {
    if (kind === "skill") graph.setEdge(FIRST, id, HELD);
    if (kind === "channel") graph.setEdge(id, LAST, HELD);
    if (kind !== "persona") continue;
    if (hasSkills && !skilled.has(id)) graph.setEdge(FIRST, id, { weight: 1, minlen: 2 });
    // Without relationships all personas stand in one column before the channels anyway.
    if (hasChannels && related.has(id)) graph.setEdge(id, LAST, { weight: 0, minlen: 2 });
  }
}

/**
 * Moves the nodes of an end column up or down to the middle of those that use them, in that order and apart: what
 * holds them in their column has drawn them together.
 */
function placeBesideUsers(
  boxes: Map<string, Box>,
  column: readonly LayeredNode[],
  edges: readonly GraphEdge[],
): void {
  const middles = new Map<string, number[]>();
  for (const { from, to } of edges) {
    const user = boxes.get(from);
    if (user) middles.set(to, [...(middles.get(to) ?? []), user.y + user.height / 2]);
  }
  const wanted = column
    .flatMap(({ id }) => {
      const box = boxes.get(id);
      const users = middles.get(id) ?? [];
      return box && users.length > 0
        ? [{ id, box, y: users.reduce((sum, y) => sum + y, 0) / users.length - box.height / 2 }]
        : [];
    })
    .sort((a, b) => a.y - b.y);
  const placed: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { y, box } of wanted) {
    placed.push(Math.max(y, free));
    free = Math.max(y, free) + box.height + NODE_GAP;
  }
  // Pushing apart went downwards only: on average nothing shall have moved.
  const drift = wanted.reduce((sum, { y }, i) => sum + (placed[i] ?? y) - y, 0) / Math.max(1, wanted.length);
  wanted.forEach(({ id, box, y }, i) => {
    boxes.set(id, { ...box, y: (placed[i] ?? y) - drift });
  });
}

function boxOf(place: unknown, width: number, height: number): Box {
  const { x, y } = place as Point;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Out of the side that looks at the other box, into the side that looks back. */
function throughSides(from: Box, to: Box, way: readonly Point[]): Point[] {
  const forward = from.x + from.width / 2 <= to.x + to.width / 2;
  return [side(from, forward), ...way, side(to, !forward)];
}

function side({ x, y, width, height }: Box, right: boolean): Point {
  return { x: right ? x + width : x, y: y + height / 2 };
}
