/**
 * Merge keys as kubectl reads them: a map is filled in the order of its text, so that a `<<` which stands
 * behind a key overrides it, and one before it does not. Of a list of maps the first that has a key wins.
 */
import { type AliasNode, keyText, MAX_LINKS, type MapNode, type Pair, type YamlNode } from "./ast.ts";

export interface FoundPair {
  readonly pair: Pair;
  /** The alias, in the map that was asked, through which the pair came. */
  readonly via: AliasNode | undefined;
}

type Follow = (node: YamlNode) => YamlNode | undefined;

/** The pair that decides what a map has under `name`. */
export function findPair(map: MapNode, name: string, follow: Follow, depth = 0): FoundPair | undefined {
  for (let i = map.pairs.length - 1; i >= 0; i--) {
    const pair = map.pairs[i];
    if (!pair) continue;
    if (!isMerge(pair)) {
      if (keyText(pair) === name) return { pair, via: undefined };
      continue;
    }
    if (depth > MAX_LINKS) continue;
    for (const part of mergedParts(pair)) {
      const target = follow(part);
      const found = target?.kind === "map" ? findPair(target, name, follow, depth + 1) : undefined;
      if (found) return { pair: found.pair, via: aliasOf(part) ?? found.via };
    }
  }
  return undefined;
}

/** Every name with text of a map, in the order of the text, each with the pair that decides. */
export function effectivePairs(map: MapNode, follow: Follow, depth = 0): Map<string, FoundPair> {
  const pairs = new Map<string, FoundPair>();
  for (const pair of map.pairs) {
    const name = keyText(pair);
    if (!isMerge(pair)) {
      if (name !== undefined) pairs.set(name, { pair, via: undefined });
      continue;
    }
    if (depth > MAX_LINKS) continue;
    for (const part of mergedParts(pair).toReversed()) {
      const target = follow(part);
      if (target?.kind !== "map") continue;
      for (const [merged, found] of effectivePairs(target, follow, depth + 1)) {
        pairs.set(merged, { pair: found.pair, via: aliasOf(part) ?? found.via });
      }
    }
  }
  return pairs;
}

/** The values of `<<` in a map: maps, aliases or lists of them. */
export function mergeSources(map: MapNode): YamlNode[] {
  return map.pairs.filter(isMerge).map((pair) => pair.value);
}

/** Whether a map merges something that is not known: it may have any field. */
export function hasUnknownMerge(map: MapNode, follow: Follow, depth = 0): boolean {
  if (depth > MAX_LINKS) return true;
  return map.pairs
    .filter(isMerge)
    .flatMap(mergedParts)
    .some((part) => {
      const target = follow(part);
      return target?.kind !== "map" || hasUnknownMerge(target, follow, depth + 1);
    });
}

export function isMerge(pair: { readonly key: YamlNode }): boolean {
  return pair.key.kind === "scalar" && pair.key.style === "plain" && pair.key.value === "<<";
}

function mergedParts(pair: Pair): readonly YamlNode[] {
  return pair.value.kind === "seq" ? pair.value.items : [pair.value];
}

function aliasOf(node: YamlNode): AliasNode | undefined {
  return node.kind === "alias" ? node : undefined;
}
