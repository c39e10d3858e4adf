/** Keys that a map gets from `<<`, which completion leaves out like those written in it. */
import { keyText, type MapNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import { mergeSources } from "../yaml/merge.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { comparePositions, type Position } from "../yaml/position.ts";

/** The keys of what the anchors of these names, the last ones before a place, stand for. */
export function mergedKeys(document: PackDocument, anchors: readonly string[], before: Position): string[] {
  return anchors.flatMap((name) => {
    const map = anchored(document, name, before);
    return map ? keysOf(document, map, 0) : [];
  });
}

function anchored(document: PackDocument, name: string, before: Position): MapNode | undefined {
  let found: { readonly map: MapNode; readonly at: Position } | undefined;
  for (const placed of document.blocks) {
    if (!placed.block.hasAnchors || !placed.block.root) continue;
    visitNodes(placed.block.root, (node) => {
      if (node.kind !== "map" || node.anchor !== name) return;
      const at = placed.positionAt(node.start);
      const later = !found || comparePositions(found.at, at) < 0;
      if (later && comparePositions(at, before) < 0) found = { map: node, at };
    });
  }
  return found?.map;
}

const MAX_MERGE_DEPTH = 20;

function keysOf(document: PackDocument, map: MapNode, depth: number): string[] {
  const own = map.pairs.map((pair) => keyText(pair) ?? "").filter((key) => key !== "<<");
  if (depth > MAX_MERGE_DEPTH) return own;
  const parts = mergeSources(map).flatMap((source): readonly YamlNode[] =>
    source.kind === "seq" ? source.items : [source],
  );
  const merged = parts.flatMap((part) => {
    const target = document.follow(part);
    return target?.kind === "map" ? keysOf(document, target, depth + 1) : [];
  });
  return [...own, ...merged];
}
