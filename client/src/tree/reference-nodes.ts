/** Lines for what a pack refers to and cannot use: a policy or SkillPacks that are missing, or let nothing through. */
import type { ReferenceView } from "../cluster/pack-view.ts";
import { childNode, type Place } from "./child-nodes.ts";
import { ICONS } from "./icons.ts";
import type { TreeNode } from "./tree-node.ts";

/** Those that are as they should be have no line, nor those of which nothing is known. */
export function referenceNodes(references: readonly ReferenceView[], place: Place): TreeNode[] {
  return references
    .filter(({ presence, problem }) => presence === "missing" || problem !== undefined)
    .map((reference) => referenceNode(reference, place));
}

function referenceNode(reference: ReferenceView, place: Place): TreeNode {
  const { resource, neededBy, problem } = reference;
  const isPolicy = resource === "policies";
  const node = childNode(reference, place, {
    noun: isPolicy ? "Policy" : "SkillPack",
    icon: isPolicy ? "shield" : "library",
    tokens: [isPolicy ? "policy" : "skillPack"],
    says: [isPolicy ? "policy" : "SkillPack", problem === undefined ? undefined : "lets no run in"],
    facts: () => ({ "Needed by": neededBy.join(", ") }),
    notes: [problem ?? (isPolicy ? NO_POLICY : NO_SKILL_PACK)],
  });
  return isPolicy ? { ...node, icon: ICONS.failing } : node;
}

const NO_POLICY = "Every run is refused as long as it is missing in the namespace of the pack.";
const NO_SKILL_PACK = "Runs go on without it, and do not say so.";
