import { phaseOf } from "../../object-fields.ts";
import { RESOURCES } from "../../resource-types.ts";
import { stuckOn } from "../await-outcome.ts";
import { type Check, ok, problem, unseen, warning } from "./check.ts";
import { CONTROLLER_LOG } from "./fix.ts";

export const deactivationEnds: Check = {
  id: "deactivation-ends",
  title: "Has the deactivation come to an end?",
  run(snapshot, { namespace, name, object, pack }) {
    if (!object || !pack || pack.spec.enabled) return [];
    const phase = phaseOf(object);
    if (phase === "Inactive") return ok("The pack is inactive.");
    const blind = unseen(snapshot, "instances", "schedules");
    if (blind) return [blind];
    const blockers = stuckOn(snapshot, namespace, object);
    if (blockers.length > 0) {
      const names = blockers.map(({ kind, name: blocker }) => `${kind} ${blocker}`).join(", ");
      const evidence = `The controller waits for ever for what belongs to no persona of the pack any more: ${names}.`;
      return [problem(evidence, { action: "delete-orphans", title: "Delete the orphans…" })];
    }
    const left = (["instances", "schedules"] as const).flatMap((resource) =>
      snapshot.labelledForPack(resource, namespace, name).map(({ metadata }) => {
        const { finalizers = [] } = metadata;
        const waits = finalizers.length > 0 ? ` (waits for ${finalizers.join(", ")})` : "";
        return `${RESOURCES[resource].kind} ${metadata.name}${waits}`;
      }),
    );
    const evidence =
      left.length > 0
        ? `The controller is still deleting: ${left.join(", ")}.`
        : `The pack is disabled, its phase is ${phase || "empty"}: is the controller running?`;
    return [warning(evidence, CONTROLLER_LOG)];
  },
};
