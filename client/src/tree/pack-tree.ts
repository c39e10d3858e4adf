/** The tree from one drawing to the next. Knows nothing of an editor. */
import type { ClusterSnapshot } from "../cluster/cluster-snapshot.ts";
import { type PackModel, PackModels } from "../cluster/pack-model.ts";
import type { PackView } from "../cluster/pack-view.ts";
import { type TreeElement, TreeElements } from "./tree-elements.ts";
import type { TreeFilter } from "./tree-filter.ts";
import { treeModel } from "./tree-model.ts";
import type { TreeNode } from "./tree-node.ts";

export interface Drawing {
  readonly model: PackModel;
  /** How many packs pass the filter. */
  readonly shown: number;
  /** Elements that have to be drawn anew, with what is below them; undefined: all. */
  readonly changed: readonly TreeElement[] | undefined;
  /** When words of some line are no longer right; epoch ms, `Infinity` for never. */
  readonly staleAt: number;
}

/** From so many on VS Code asks less for all lines than for each of them. */
const MANY_CHANGES = 50;

export class PackTree {
  #models = new PackModels();
  readonly #known = new WeakMap<PackView, TreeNode>();
  readonly #elements = new TreeElements();

  /** `changed` as listeners of the store hear it; an empty set after another filter was chosen, or time went by. */
  draw(
    snapshot: ClusterSnapshot,
    changed: ReadonlySet<string> | undefined,
    filter: TreeFilter,
    now: number,
  ): Drawing {
    const model = this.#models.update(snapshot, changed);
    const { roots, shown } = treeModel(model, filter, now, this.#known);
    const change = this.#elements.setRoots(roots);
    return {
      model,
      shown,
      changed: change.order || change.changed.length > MANY_CHANGES ? undefined : change.changed,
      staleAt: roots.reduce((first, { staleAt }) => Math.min(first, staleAt), Number.POSITIVE_INFINITY),
    };
  }

  /** Another cluster is drawn from now on; lines of the same ids stay the same elements. */
  forget(): void {
    this.#models = new PackModels();
  }

  /** Without an element the packs. */
  childrenOf(element?: TreeElement): readonly TreeElement[] {
    return element ? this.#elements.childrenOf(element) : this.#elements.roots;
  }
}
