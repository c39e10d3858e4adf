/**
 * Text nested too deeply to be read.
 *
 * Why: a pack needs a dozen levels. Past a hundred the text is not read at all, so that a broken or
 * hostile file cannot stop the editor; this notice says so.
 *
 * Bad: a hundred opening brackets.
 *
 * Good: the closing brackets in their places.
 */
import { MAX_DEPTH } from "../yaml/parse-fast.ts";
import type { BlockRule } from "./finding.ts";

export const nestingLimit: BlockRule = {
  code: "nesting-limit",
  severity: "warning",
  check(_document, block) {
    if (!block.problems.some((problem) => problem.reason === "TOO_DEEP")) return [];
    const message = `Nested more than ${MAX_DEPTH} levels deep: this part of the pack is not checked.`;
    return [{ code: this.code, message, span: { start: 0, end: Math.min(1, block.text.length) } }];
  },
};
