/** The kinds that the cluster view reads or writes, as the API server names them. */
import type { ResourceType } from "./cluster-client.ts";

export const SYMPOZIUM_GROUP = "sympozium.ai";
export const SYMPOZIUM_VERSION = "v1alpha1";

const sympozium = { group: SYMPOZIUM_GROUP, version: SYMPOZIUM_VERSION };
const core = { group: "", version: "v1" };

export const RESOURCES = {
  packs: { ...sympozium, plural: "personapacks", kind: "PersonaPack" },
  instances: { ...sympozium, plural: "sympoziuminstances", kind: "SympoziumInstance" },
  schedules: { ...sympozium, plural: "sympoziumschedules", kind: "SympoziumSchedule" },
  runs: { ...sympozium, plural: "agentruns", kind: "AgentRun" },
  skillPacks: { ...sympozium, plural: "skillpacks", kind: "SkillPack" },
  policies: { ...sympozium, plural: "sympoziumpolicies", kind: "SympoziumPolicy" },
  configMaps: { ...core, plural: "configmaps", kind: "ConfigMap" },
  secrets: { ...core, plural: "secrets", kind: "Secret" },
  pods: { ...core, plural: "pods", kind: "Pod" },
} as const satisfies Record<string, ResourceType>;

export type ResourceName = keyof typeof RESOURCES;

/** Kept live in the store, in the order in which they are listed. Secrets come as metadata only. */
export const WATCHED = [
  "packs",
  "instances",
  "schedules",
  "runs",
  "configMaps",
  "secrets",
  "skillPacks",
  "policies",
] as const satisfies readonly ResourceName[];

export type WatchedResource = (typeof WATCHED)[number];

/** Where Sympozium itself is installed; SkillPacks there count everywhere. */
export { SYSTEM_NAMESPACE } from "../../../server/src/pack/known-cluster.ts";

/** Annotation in which kubectl keeps the whole object that it has applied; of a Secret the values, too. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

export const LABELS = {
  pack: "sympozium.ai/persona-pack",
  persona: "sympozium.ai/persona",
  instance: "sympozium.ai/instance",
  schedule: "sympozium.ai/schedule",
  memory: "sympozium.ai/memory",
} as const;
