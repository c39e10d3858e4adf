import { type Check, type Finding, ok } from "./check.ts";

/** The guide's "pack does not appear". */
export const packListed: Check = {
  id: "pack-listed",
  title: "Is the pack in the cluster?",
  run(snapshot, { namespace, name, object }) {
    const { connection, scope } = snapshot;
    const packs = snapshot.state("packs");
    if (connection.phase === "blocked" && connection.kind === "crd-missing") {
      return one("problem", connection.reason, {
        action: "how-to-install",
        title: "How to install Sympozium",
      });
    }
    if (connection.phase === "blocked" || connection.phase === "offline") {
      return one("unknown", connection.reason, { action: "retry", title: "Try again" });
    }
    if (packs.phase === "blocked") {
      const fix = { action: "select-namespace", title: "Choose a namespace" } as const;
      return packs.kind === "crd-missing"
        ? one("problem", packs.reason, { action: "how-to-install", title: "How to install Sympozium" })
        : one("unknown", packs.reason, fix);
    }
    if (object) {
      const { deletionTimestamp, finalizers = [] } = object.metadata;
      if (deletionTimestamp === undefined) return ok(`The pack is in namespace ${namespace}.`);
      const evidence = `It is being deleted since ${deletionTimestamp}, and waits for ${finalizers.join(", ") || "nothing"}: is the controller running?`;
      return one("problem", evidence, { action: "open-object", title: "Open the pack" });
    }
    if (packs.phase === "loading") return one("unknown", "The list of packs is still being read.");
    const elsewhere = snapshot.all("packs").filter(({ metadata }) => metadata.name === name);
    if (elsewhere.length > 0) {
      const places = elsewhere.map(({ metadata }) => metadata.namespace).join(", ");
      const evidence = `It is not in namespace ${namespace}, but in ${places}.`;
      return one("problem", evidence, { action: "select-namespace", title: "Choose a namespace" });
    }
    const where = scope?.namespace === undefined ? "any namespace" : `namespace ${scope.namespace}`;
    return one("problem", `There is no pack ${name} in ${where} of ${scope?.context ?? "the cluster"}.`, {
      action: "apply",
      title: "Apply it",
    });
  },
};

function one(state: Finding["state"], evidence: string, fix?: Finding["fix"]): Finding[] {
  return [{ state, evidence, ...(fix && { fix }) }];
}
