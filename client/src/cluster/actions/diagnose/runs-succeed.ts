import { includedPersonas } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import type { KubeObject } from "../../cluster-client.ts";
import { fieldsOf, phaseOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, problem, unseen } from "./check.ts";

/** Runs wait so long for their memory server before they fail. */
const MEMORY_WAIT_MS = 120_000;
const LONGEST_REASON = 200;

export const runsSucceed: Check = {
  id: "runs-succeed",
  title: "Do the newest runs succeed?",
  run(snapshot, { namespace, name, pack, now }) {
    if (!pack?.spec.enabled) return [];
    const blind = unseen(snapshot, "runs");
    if (blind) return [blind];
    // Two personas of one name share an Instance.
    const instances = new Set(includedPersonas(pack).map((persona) => instanceName(name, persona.name)));
    const newest = [...instances].flatMap((instance) => snapshot.runsOf(namespace, instance).slice(0, 1));
    if (newest.length === 0) return [];
    const findings = newest.flatMap((run) => findingOf(run, now));
    return findings.length > 0 ? findings : ok("The newest runs are fine.");
  },
};

function findingOf(run: KubeObject, now: Date): Finding[] {
  const { name, creationTimestamp = "" } = run.metadata;
  const phase = phaseOf(run);
  const status = fieldsOf(run, "status");
  const about = { resource: "runs", name } as const;
  const log = { action: "open-logs", title: "Open its log", ...about } as const;
  // A run that failed before it had a pod has no log.
  const hasPod = status.text("podName") !== "" || status.text("deploymentName") !== "";
  const fix = hasPod ? log : ({ action: "open-object", title: "Open the run", ...about } as const);
  if (phase === "Failed") {
    const reason = status.text("error").slice(0, LONGEST_REASON);
    return [problem(`${name} failed${reason && `: ${reason.replace(/\.$/, "")}`}.`, fix)];
  }
  const waiting = phase === "" || phase === "Pending";
  if (waiting && now.getTime() - Date.parse(creationTimestamp) > MEMORY_WAIT_MS) {
    const evidence = `${name} has been waiting since ${creationTimestamp}: is its memory server ready, and its Secret there?`;
    return [problem(evidence, fix)];
  }
  return [];
}
