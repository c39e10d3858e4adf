/** The request that a step of a plan is. */
import type { ClusterClient, KubeObject } from "../cluster-client.ts";
import { withPreconditions } from "./apply-precondition.ts";
import type { ObjectName, PlanStep } from "./plan.ts";

export type StepClient = Pick<ClusterClient, "create" | "patch" | "delete" | "get">;

/** Rejects with a `ClusterError`. There is no object after a deletion. */
export async function sendStep(
  client: StepClient,
  namespace: string,
  step: PlanStep,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<{ readonly object: KubeObject | undefined; readonly warnings: readonly string[] }> {
  switch (step.verb) {
    case "create": {
      const body = step.secret ? { ...step.body, stringData: step.secret.reveal() } : step.body;
      return await client.create(step.type, namespace, body, { dryRun }, signal);
    }
    case "patch": {
      const { kind, force = false, uid, resourceVersion } = step;
      const body =
        kind === "apply" ? withPreconditions(String(step.body), { uid, resourceVersion }) : step.body;
      return await client.patch(step.type, namespace, step.name, { kind, body, dryRun, force }, signal);
    }
    case "delete": {
      const { uid, resourceVersion } = step;
      const options = {
        dryRun,
        ...(uid !== undefined && { uid }),
        ...(resourceVersion !== undefined && { resourceVersion }),
      };
      await client.delete(step.type, namespace, step.name, options, signal);
      return { object: undefined, warnings: [] };
    }
  }
}

export function objectOf(step: PlanStep): ObjectName {
  return { kind: step.type.kind, name: step.verb === "create" ? step.body.metadata.name : step.name };
}
