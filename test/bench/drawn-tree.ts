/** The tree as an editor draws it: all packs, some of them expanded with all that is below. */
import type { ClusterSnapshot } from "../../client/src/cluster/cluster-snapshot.ts";
import { PackTree } from "../../client/src/tree/pack-tree.ts";
import type { TreeElement } from "../../client/src/tree/tree-elements.ts";
import { NO_FILTER, type TreeFilter } from "../../client/src/tree/tree-filter.ts";
import type { TreeNode } from "../../client/src/tree/tree-node.ts";

export interface DrawnTreeOptions {
  readonly isExpanded: (pack: string) => boolean;
  /** Told of each line whenever it is drawn. */
  readonly onLine: (node: TreeNode) => void;
}

export class DrawnTree {
  readonly #tree = new PackTree();
  readonly #options: DrawnTreeOptions;
  #shown = 0;
  #staleAt = Number.POSITIVE_INFINITY;

  constructor(options: DrawnTreeOptions) {
    this.#options = options;
  }

  /** How many packs are to be seen. */
  get shown(): number {
    return this.#shown;
  }

  /** Epoch ms. */
  get staleAt(): number {
    return this.#staleAt;
  }

  /** `changed` as listeners of the store hear it. */
  draw(
    snapshot: ClusterSnapshot,
    changed: ReadonlySet<string> | undefined,
    filter: TreeFilter = NO_FILTER,
  ): void {
    const drawing = this.#tree.draw(snapshot, changed, filter, Date.now());
    this.#shown = drawing.shown;
    this.#staleAt = drawing.staleAt;
    for (const element of drawing.changed ?? this.#tree.childrenOf()) this.#drawLine(element);
  }

  #drawLine(element: TreeElement): void {
    const { node } = element;
    this.#options.onLine(node);
    if (node.expansion === "none" || !this.#options.isExpanded(node.target?.pack ?? "")) return;
    for (const child of this.#tree.childrenOf(element)) this.#drawLine(child);
  }
}
