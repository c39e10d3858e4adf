/**
 * Nodes with the place where their own text stands: unlike `Located`, which shows a value where it is used,
 * an alias leads here to what is written behind its anchor. That is what a rename has to change.
 */
import { keyText, MAX_LINKS, type MapNode, type Pair, type YamlNode } from "./ast.ts";
import { isMerge } from "./merge.ts";
import type { PackDocument } from "./pack-document.ts";
import type { PlacedBlock } from "./placed-block.ts";

export interface PlacedPair {
  readonly key: PlacedNode;
  readonly value: PlacedNode | undefined;
}

export class PlacedNode {
  readonly document: PackDocument;
  readonly placed: PlacedBlock;
  /** Never an alias. */
  readonly node: YamlNode;
  /** Within a flow collection, as far as the way here shows. */
  readonly inFlow: boolean;

  private constructor(document: PackDocument, placed: PlacedBlock, node: YamlNode, inFlow: boolean) {
    this.document = document;
    this.placed = placed;
    this.node = node;
    this.inFlow = inFlow;
  }

  /** Undefined for an alias that leads nowhere. */
  static of(
    document: PackDocument,
    placed: PlacedBlock,
    node: YamlNode,
    inFlow = false,
  ): PlacedNode | undefined {
    if (node.kind !== "alias") return new PlacedNode(document, placed, node, inFlow);
    const target = document.resolve(node);
    // What surrounds the anchor was not on the way; text that suits a flow collection suits everywhere.
    return target && new PlacedNode(document, target.placed, target.node, true);
  }

  /** The pair with this key, merged ones included. */
  pair(name: string): PlacedPair | undefined {
    return this.pairs().find(({ key }) => key.node.kind === "scalar" && key.node.value === name);
  }

  get(name: string): PlacedNode | undefined {
    return this.pair(name)?.value;
  }

  /** The pairs of a map with text keys; a written one hides a merged one. */
  pairs(): PlacedPair[] {
    const pairs = new Map<string, PlacedPair>();
    this.#collect(pairs, 0);
    return [...pairs.values()];
  }

  /** The entries of a list. */
  items(): PlacedNode[] {
    const { node } = this;
    return node.kind === "seq" ? node.items.flatMap((item) => this.#below(item, node.flow) ?? []) : [];
  }

  #collect(pairs: Map<string, PlacedPair>, depth: number): void {
    const { node } = this;
    if (node.kind !== "map" || depth > MAX_LINKS) return;
    // From the end: of what is written twice, and of keys and merges, the last counts (see merge.ts).
    for (const pair of node.pairs.toReversed()) {
      if (isMerge(pair)) {
        for (const part of pair.value.kind === "seq" ? pair.value.items : [pair.value]) {
          const merged = this.#below(part, node.flow);
          if (merged) merged.#collect(pairs, depth + 1);
        }
        continue;
      }
      const name = keyText(pair);
      if (name === undefined || pairs.has(name)) continue;
      const placed = this.#pairBelow(pair, node);
      if (placed) pairs.set(name, placed);
    }
  }

  #pairBelow(pair: Pair, map: MapNode): PlacedPair | undefined {
    const key = this.#below(pair.key, map.flow);
    return key && { key, value: this.#below(pair.value, map.flow) };
  }

  #below(node: YamlNode, flow: boolean): PlacedNode | undefined {
    return PlacedNode.of(this.document, this.placed, node, this.inFlow || flow);
  }
}

export function placedRoot(document: PackDocument): PlacedNode | undefined {
  const { root } = document.frame.block;
  return root && PlacedNode.of(document, document.frame, root);
}
