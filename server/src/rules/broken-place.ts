import type { Block } from "../yaml/block.ts";
import type { Span } from "../yaml/position.ts";
import { wrongIndent } from "./wrong-indent.ts";

/** Whether the text is broken where this begins: what a schema says of it is then beside the point. */
export function isBroken(block: Block, { start }: Span): boolean {
  if (block.problems.length === 0) return false;
  return wrongIndent(block)?.line.start === start || block.problems.some((each) => each.start === start);
}
