/** The lines of the view, from what is known of the cluster. Those of a pack stay the same while the pack does. */
import { present } from "../cluster/error-presentation.ts";
import type { BlockedResource, PackModel } from "../cluster/pack-model.ts";
import type { PackView } from "../cluster/pack-view.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import { ICONS } from "./icons.ts";
import { packNode } from "./pack-nodes.ts";
import { tooltip } from "./tooltip.ts";
import { isShown, type TreeFilter } from "./tree-filter.ts";
import { type TreeNode, treeNode } from "./tree-node.ts";

export interface TreeModel {
  readonly roots: readonly TreeNode[];
  /** How many of them are packs. */
  readonly shown: number;
}

/** Nodes by the view that they were made of. */
export type KnownNodes = WeakMap<PackView, TreeNode>;

/** `known` gets the nodes that are made; pass the same one the next time, or a new one for another scope. */
export function treeModel(model: PackModel, filter: TreeFilter, now: number, known: KnownNodes): TreeModel {
  const { scope, packs, blocked } = model;
  const place = { context: scope?.context ?? "", everywhere: scope?.namespace === undefined, now };
  const nodes = packs
    .filter((view) => isShown(view, filter))
    .map((view) => {
      const old = known.get(view);
      if (old && old.staleAt > now) return old;
      const node = packNode(view, place);
      known.set(view, node);
      return node;
    });
  // Without packs the whole view says what is in the way.
  const locked = blocked.length > 0 && nodes.length > 0 ? [blockedNode(blocked, place.context)] : [];
  return { roots: [...nodes, ...locked], shown: nodes.length };
}

function blockedNode(blocked: readonly BlockedResource[], context: string): TreeNode {
  const id = `${encodeURIComponent(context)}/blocked`;
  return treeNode({
    id,
    label: "Not readable",
    description: blocked.map(({ resource }) => RESOURCES[resource].kind).join(", "),
    icon: ICONS.locked,
    noun: "",
    children: () =>
      blocked.map(({ resource, kind, reason }) => {
        const { icon, sentence } = present(kind, reason);
        return treeNode({
          id: `${id}/${resource}`,
          label: RESOURCES[resource].kind,
          description: sentence,
          icon: { id: icon },
          noun: "Not readable:",
          tooltip: () => tooltip(RESOURCES[resource].kind, {}, [sentence]),
        });
      }),
  });
}
