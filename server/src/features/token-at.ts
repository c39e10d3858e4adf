/** The scalar under the pointer, and the path of fields that leads to it. */

import { keyText, type ScalarNode, type YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import type { Position, Span } from "../yaml/position.ts";
import type { PathStep } from "../yaml/schema.ts";

export interface Token {
  readonly placed: PlacedBlock;
  /** The scalar, or the alias that brings it; offsets in `placed`. */
  readonly span: Span;
  readonly scalar: ScalarNode;
  /** Of a value: to it. Of a key: to the map that holds it. */
  readonly path: readonly PathStep[];
  readonly isKey: boolean;
}

/** Undefined between tokens, and within anchored text that stands elsewhere than where it is used. */
export function tokenAt(document: PackDocument, position: Position): Token | undefined {
  const { placed, persona } = document.blockAt(position.line);
  const offset = placed.offsetAt(position);
  const path: PathStep[] = persona ? ["spec", "personas"] : [];
  let node: YamlNode | undefined = placed.block.root;
  while (node?.kind === "map" || node?.kind === "seq") {
    if (node.kind === "seq") {
      path.push(null);
      node = node.items.find((item) => covers(item, offset));
      continue;
    }
    const pair = node.pairs.find(({ key, value }) => covers(key, offset) || covers(value, offset));
    if (!pair) return undefined;
    if (covers(pair.key, offset)) return tokenOf(document, placed, pair.key, path, true);
    path.push(keyText(pair) ?? "");
    node = pair.value;
  }
  return node && tokenOf(document, placed, node, path, false);
}

function tokenOf(
  document: PackDocument,
  placed: PlacedBlock,
  node: YamlNode,
  path: readonly PathStep[],
  isKey: boolean,
): Token | undefined {
  const scalar = document.follow(node);
  return scalar?.kind === "scalar" ? { placed, span: node, scalar, path, isKey } : undefined;
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
