import { type Check, type Finding, ok, problem } from "./check.ts";
import { CONTROLLER_LOG, type Fix, RETRY } from "./fix.ts";

const INSTALL: Fix = { action: "how-to-install", title: "How to install Sympozium" };
const OTHER_NAMESPACE: Fix = { action: "select-namespace", title: "Choose a namespace…" };

/** The guide's “Pack not appearing in TUI”. */
export const packListed: Check = {
  id: "pack-listed",
  title: "Is the pack in the cluster?",
  run(snapshot, { namespace, name, object }) {
    const { connection, scope } = snapshot;
    const packs = snapshot.state("packs");
    if (connection.phase === "blocked" && connection.kind === "crd-missing") {
      return [problem(connection.reason, INSTALL)];
    }
    if (connection.phase === "blocked" || connection.phase === "offline") {
      return [unknown(connection.reason, RETRY)];
    }
    if (packs.phase === "blocked") {
      return packs.kind === "crd-missing"
        ? [problem(packs.reason, INSTALL)]
        : [unknown(packs.reason, OTHER_NAMESPACE)];
    }
    if (object) {
      const { deletionTimestamp, finalizers = [] } = object.metadata;
      if (deletionTimestamp === undefined) return ok(`The pack is in namespace ${namespace}.`);
      const evidence = `It has been marked for deletion since ${deletionTimestamp}, and waits for ${finalizers.join(", ") || "nothing"}: is the controller running?`;
      return [problem(evidence, CONTROLLER_LOG)];
    }
    if (packs.phase === "loading") return [unknown("The list of packs is still being read.", RETRY)];
    const elsewhere = snapshot.all("packs").filter(({ metadata }) => metadata.name === name);
    if (elsewhere.length > 0) {
      const places = elsewhere.map(({ metadata }) => metadata.namespace).join(", ");
      return [problem(`It is not in namespace ${namespace}, but in ${places}.`, OTHER_NAMESPACE)];
    }
    const place = `${scope?.context ?? "the cluster"}`;
    if (scope?.namespace !== undefined && scope.namespace !== namespace) {
      const evidence = `The view shows the namespace ${scope.namespace} of ${place}, not ${namespace}.`;
      return [unknown(evidence, OTHER_NAMESPACE)];
    }
    const where = scope?.namespace === undefined ? "any namespace" : `namespace ${scope.namespace}`;
    const apply: Fix = { action: "apply", title: "Apply it…" };
    return [problem(`There is no pack ${name} in ${where} of ${place}.`, apply)];
  },
};

function unknown(evidence: string, fix: Fix): Finding {
  return { state: "unknown", evidence, fix };
}
