/** The commands of `contributes.commands` in package.json. */
export { PREVIEW_RESOURCES_COMMAND as PREVIEW_RESOURCES } from "../../../server/src/protocol.ts";
export const COMPARE_RESOURCES = "personapack.compareResources";
export const NEW_PACK = "personapack.newPack";
export const RESTART_SERVER = "personapack.restartServer";
export const SHOW_OUTPUT = "personapack.showOutput";
export const SHOW_GRAPH = "personapack.showGraph";
export const SHOW_TIMELINE = "personapack.showTimeline";
export const REFRESH_CLUSTER = "personapack.cluster.refresh";
export const FILTER_CLUSTER = "personapack.cluster.filter";
export const CLEAR_CLUSTER_FILTER = "personapack.cluster.clearFilter";
export const SWITCH_CONTEXT = "personapack.cluster.switchContext";
export const SWITCH_NAMESPACE = "personapack.cluster.switchNamespace";
export const EXPLAIN_CONNECTION = "personapack.cluster.explainConnection";
