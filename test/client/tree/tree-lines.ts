/** A tree as text: one line for each node, indented by its depth. */
import { PackModels } from "../../../client/src/cluster/pack-model.ts";
import { NO_FILTER, type TreeFilter } from "../../../client/src/tree/tree-filter.ts";
import { treeModel } from "../../../client/src/tree/tree-model.ts";
import type { TreeNode } from "../../../client/src/tree/tree-node.ts";
import type { PackWorld } from "../cluster/pack-world.ts";

export function rootsOf(world: PackWorld, filter: TreeFilter = NO_FILTER): readonly TreeNode[] {
  const model = new PackModels().update(world.store.current);
  return treeModel(model, filter, world.clock.now(), new WeakMap()).roots;
}

/** `label | description | icon`, with `~` before what is grey. */
export function linesOf(roots: readonly TreeNode[], depth = 0): string[] {
  return roots.flatMap((node) => {
    const line = `${node.muted ? "~" : ""}${node.label} | ${node.description} | ${node.icon.id}`;
    return [`${"  ".repeat(depth)}${line}`, ...linesOf(node.children(), depth + 1)];
  });
}

export function allNodes(roots: readonly TreeNode[]): TreeNode[] {
  return roots.flatMap((node) => [node, ...allNodes(node.children())]);
}
