/** Three columns, for graphs that are too large to be laid out with care. */
import type { GraphEdge } from "../../../server/src/protocol.ts";
import type { LayeredEdge, LayeredNode, Layers } from "./graph-layers.ts";
import { type Box, isRelationship, type Point } from "./graph-shapes.ts";

const COLUMNS: Readonly<Record<LayeredNode["kind"], number>> = { skill: 0, persona: 1, channel: 2 };
const COLUMN_GAP = 120;
const NODE_GAP = 14;

export function inColumns(nodes: readonly LayeredNode[], edges: readonly GraphEdge[]): Layers {
  const columns = [0, 1, 2].map((column) => nodes.filter(({ kind }) => COLUMNS[kind] === column));
  const tallest = Math.max(0, ...columns.map(heightOf));
  const boxes = new Map<string, Box>();
  let x = 0;
  for (const column of columns) {
    const width = Math.max(0, ...column.map((node) => node.width));
    // Few nodes beside many are spread over their height.
    const gap = (tallest - heightOf(column)) / Math.max(1, column.length);
    let y = gap / 2;
    for (const node of column) {
      boxes.set(node.id, { x: x + (width - node.width) / 2, y, width: node.width, height: node.height });
      y += node.height + NODE_GAP + gap;
    }
    if (column.length > 0) x += width + COLUMN_GAP;
  }
  return {
    boxes,
    edges: edges.flatMap((edge) => {
      const from = boxes.get(edge.from);
      const to = boxes.get(edge.to);
      return from && to ? [{ edge, ...way(edge, from, to) }] : [];
    }),
  };
}

function heightOf(column: readonly LayeredNode[]): number {
  return column.reduce((sum, { height }) => sum + height + NODE_GAP, -NODE_GAP);
}

/** From side to side; between two of one column around their right side. */
function way(edge: GraphEdge, from: Box, to: Box): Pick<LayeredEdge, "points" | "label"> {
  const middle = ({ y, height }: Box): number => y + height / 2;
  const start = { x: from.x + from.width, y: middle(from) };
  const end: Point = { x: to.x + to.width, y: middle(to) };
  if (isRelationship(edge)) {
    const label = { x: Math.max(start.x, end.x) + COLUMN_GAP / 3, y: (start.y + end.y) / 2 };
    return { points: [start, label, end], label };
  }
  const leftwards = to.x < from.x;
  return {
    points: leftwards ? [{ ...start, x: from.x }, end] : [start, { ...end, x: to.x }],
    label: undefined,
  };
}
