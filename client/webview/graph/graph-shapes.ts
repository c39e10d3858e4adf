import type { GraphEdge } from "../../../server/src/protocol.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** x and y are those of the upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export function isRelationship({ kind }: Pick<GraphEdge, "kind">): boolean {
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
