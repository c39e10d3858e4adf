import type { Box } from "./graph-shapes.ts";

export type Direction = "left" | "right" | "up" | "down";

/** How much a step to the side counts against one ahead: arrow keys should keep to their line. */
const SIDEWAYS = 2;

/** The box that an arrow key leads to: ahead in that direction, near, and not far off the line. */
export function nearestNode<Kind extends Box>(
  boxes: readonly Kind[],
  from: Kind,
  direction: Direction,
): Kind | undefined {
  const start = middle(from);
  let nearest: Kind | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    if (box === from) continue;
    const { x, y } = middle(box);
    const [ahead, aside] = steps(x - start.x, y - start.y, direction);
    if (ahead <= 1 || (direction === "left" || direction === "right" ? overlapsAcross(box, from) : false)) {
      continue;
    }
    const distance = ahead + SIDEWAYS * Math.abs(aside);
    if (distance < least) {
      nearest = box;
      least = distance;
    }
  }
  return nearest;
}

function middle({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Boxes above each other, of which one is only a little further to the side. */
function overlapsAcross(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width;
}

function steps(dx: number, dy: number, direction: Direction): [ahead: number, aside: number] {
  switch (direction) {
    case "right":
      return [dx, dy];
    case "left":
      return [-dx, dy];
    case "down":
      return [dy, dx];
    case "up":
      return [-dy, dx];
  }
}
