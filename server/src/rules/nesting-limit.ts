/**
 * Text nested too deeply to be read.
 *
 * Why: a pack needs a dozen levels. Past a hundred the text is not read at all, nor what stands behind
 * ten aliases and merge keys in a row, so that a broken or hostile file cannot stop the editor.
 *
 * Bad: a hundred opening brackets.
 *
 * Good: the closing brackets in their places.
 */
import { MAX_LINKS } from "../yaml/ast.ts";
import type { Block } from "../yaml/block.ts";
import { MAX_DEPTH } from "../yaml/parse-fast.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding } from "./finding.ts";

const UNCHECKED = "this part of the pack is not checked";

export const nestingLimit: BlockRule = {
  code: "nesting-limit",
  severity: "warning",
  check(document, block) {
    const links = schemaFacts(document, block).filter((fact) => fact.kind === "too-many-links");
    const message = `More than ${MAX_LINKS} aliases and merge keys lead from one to the next here: ${UNCHECKED}.`;
    const tooManyLinks = links.map(({ span }): Finding => ({ code: this.code, message, span }));
    return isTooDeep(block) ? [...tooManyLinks, tooDeep(this.code, block)] : tooManyLinks;
  },
};

function isTooDeep(block: Block): boolean {
  return block.problems.some((problem) => problem.reason === "TOO_DEEP");
}

function tooDeep(code: string, block: Block): Finding {
  const message = `Nested more than ${MAX_DEPTH} levels deep: ${UNCHECKED}.`;
  return { code, message, span: { start: 0, end: Math.min(1, block.text.length) } };
}
