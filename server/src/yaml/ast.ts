/**
 * The tree of one parsed block. Offsets count UTF-16 code units from the start of that block's text.
 * Both parsers (the fast one and the recovering one) build this tree, so nothing above knows them.
 */

/** Longer chains of aliases and merge keys are nobody's intent; what stands behind them is not looked at. */
export const MAX_LINKS = 10;

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

interface NodeBase {
  readonly start: number;
  /** Exclusive; of a collection: the end of its last part (closing bracket included). */
  readonly end: number;
  readonly anchor?: string;
  readonly tag?: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** The decoded text. A missing value is an empty plain scalar with `start === end`. */
  readonly value: string;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly flow: boolean;
  readonly pairs: readonly Pair[];
}

export interface SeqNode extends NodeBase {
  readonly kind: "seq";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
}

export interface Pair {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export type YamlNode = ScalarNode | MapNode | SeqNode | AliasNode;

export function isEmptyScalar(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style === "plain" && node.start === node.end;
}

/** The text of a scalar key; undefined for keys that are collections or aliases. */
export function keyText(pair: Pair): string | undefined {
  return pair.key.kind === "scalar" ? pair.key.value : undefined;
}

/** The pair of a map with this key: the last, which counts where a key is written twice. */
export function pairOf(node: YamlNode | undefined, key: string): Pair | undefined {
  return node?.kind === "map" ? node.pairs.findLast((pair) => keyText(pair) === key) : undefined;
}

/** Visits `node` and everything below it, parents first. */
export function visitNodes(node: YamlNode, visit: (node: YamlNode) => void): void {
  const pending: YamlNode[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    visit(next);
    if (next.kind === "map") {
      for (let i = next.pairs.length - 1; i >= 0; i--) {
        const pair = next.pairs[i];
        if (pair) pending.push(pair.value, pair.key);
      }
    } else if (next.kind === "seq") {
      for (let i = next.items.length - 1; i >= 0; i--) {
        const item = next.items[i];
        if (item) pending.push(item);
      }
    }
  }
}
