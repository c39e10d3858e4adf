/** Where the nodes and edges of a graph are drawn. */
import type { GraphNode, PackGraph } from "../../../server/src/protocol.ts";
import { inColumns } from "./graph-columns.ts";
import { inLayers, type LayeredEdge, type Layers } from "./graph-layers.ts";
import type { Box, Point } from "./graph-shapes.ts";

export interface PlacedGraphNode extends Box {
  readonly node: GraphNode;
  readonly title: string;
  readonly detail: string | undefined;
}

export interface GraphPicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedGraphNode[];
  readonly edges: readonly LayeredEdge[];
}

export type TextLook = "strong" | "title" | "detail";

/** Pixels of a text as it will be drawn. */
export type Measure = (text: string, look: TextLook) => number;

/** Beyond this the layout takes longer than anyone waits: about a second at 600 edges. */
const MOST_LAYERED_EDGES = 500;

const PADDING = 12;
const MARGIN = 12;
const MOST_LETTERS = 30;

export function graphPicture({ nodes, edges }: PackGraph, measure: Measure): GraphPicture {
  const sized = nodes.map((node) => sizedNode(node, measure));
  const boxes = sized.map(({ node: { id, kind }, width, height }) => ({ id, kind, width, height }));
  const layers =
    edges.length > MOST_LAYERED_EDGES
      ? inColumns(boxes, edges)
      : inLayers(boxes, edges, (text) => measure(text, "detail"));
  const { left, top, right, bottom } = extent(layers);
  const move = <Kind extends Point>(point: Kind): Kind => ({
    ...point,
    x: point.x - left + MARGIN,
    y: point.y - top + MARGIN,
  });
  return {
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
    nodes: sized.flatMap((node) => {
      const box = layers.boxes.get(node.node.id);
      return box ? [{ ...node, ...move(box) }] : [];
    }),
    edges: layers.edges.map(({ edge, points, label }) => ({
      edge,
      points: points.map(move),
      label: label && move(label),
    })),
  };
}

function sizedNode(node: GraphNode, measure: Measure): Omit<PlacedGraphNode, "x" | "y"> {
  const title = shortened(node.title);
  const second = node.detail ?? node.note;
  const detail = second === undefined ? undefined : shortened(second);
  const width = Math.max(
    measure(title, node.kind === "persona" ? "strong" : "title"),
    detail === undefined ? 0 : measure(detail, "detail"),
  );
  const height = detail === undefined ? 30 : 44;
  return { node, title, detail, width: Math.ceil(width) + 2 * PADDING, height };
}

export function shortened(text: string): string {
  const letters = [...text];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : text;
}

/** Of all that is drawn; nothing at all takes no room. */
function extent({ boxes, edges }: Layers) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (x: number, y: number): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of boxes.values()) {
    add(x, y);
    add(x + width, y + height);
  }
  for (const { points } of edges) for (const { x, y } of points) add(x, y);
  return boxes.size === 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom };
}
