import type { KubeObject } from "../../cluster-client.ts";
import { fieldsOf, phaseOf } from "../fields.ts";
import { type Check, type Finding, ok, unseen } from "./check.ts";

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
    const newest = snapshot
      .labelledForPack("instances", namespace, name)
      .flatMap(({ metadata }) => snapshot.runsOf(namespace, metadata.name).slice(0, 1));
    if (newest.length === 0) return [];
    const findings = newest.flatMap((run) => findingOf(run, now));
    return findings.length > 0 ? findings : ok("The newest run of each persona is fine.");
  },
};

function findingOf(run: KubeObject, now: Date): Finding[] {
  const { name, creationTimestamp = "" } = run.metadata;
  const phase = phaseOf(run);
  const fix = { action: "open-logs", title: "Open its log", resource: "runs", name } as const;
  if (phase === "Failed") {
    const reason = fieldsOf(run, "status").text("error").slice(0, LONGEST_REASON);
    return [{ state: "problem", evidence: `${name} failed${reason && `: ${reason}`}.`, fix }];
  }
  const waiting = phase === "" || phase === "Pending";
  if (waiting && now.getTime() - Date.parse(creationTimestamp) > MEMORY_WAIT_MS) {
    const evidence = `${name} has been waiting since ${creationTimestamp}: is its memory server ready, and its Secret there?`;
    return [{ state: "problem", evidence, fix }];
  }
  return [];
}
