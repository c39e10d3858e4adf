/**
 * `$patch: delete`, `replace` or `merge` anywhere in a document makes it a strategic merge patch of Kustomize: a part
 * of an object, which no cluster gets as it is.
 */
import { keyText, visitNodes } from "./ast.ts";
import { type Block, rememberPerBlock } from "./block.ts";

const DIRECTIVE = "$patch";

export const holdsPatchDirective = rememberPerBlock(({ text, root }: Block): boolean => {
  if (!root || !text.includes(DIRECTIVE)) return false;
  let found = false;
  visitNodes(root, (node) => {
    found ||= node.kind === "map" && node.pairs.some((pair) => keyText(pair) === DIRECTIVE);
  });
  return found;
});
