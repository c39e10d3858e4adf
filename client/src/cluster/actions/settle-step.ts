/** What has become of a request whose answer got lost. */
import type { Clock } from "../clock.ts";
import type { KubeObject } from "../cluster-client.ts";
import { type ClusterError, isClusterError, isPassing } from "../cluster-error.ts";
import { FIELD_MANAGER } from "../field-manager.ts";
import { Pause } from "../pause.ts";
import { patchVerdict } from "./patch-verdict.ts";
import type { PlanStep } from "./plan.ts";
import { objectOf, type StepClient } from "./step-request.ts";

const ASK_AGAIN_MS = 500;
const ANSWER_MS = 15_000;

/** With what is stored, if it was carried out and is no deletion. */
export type SettledStep =
  | { readonly state: "done"; readonly object: KubeObject | undefined }
  | { readonly state: "not-done" }
  | { readonly state: "unknown" };

/** Of errors that are no answer to the request. */
export function mayHaveArrived({ kind }: ClusterError): boolean {
  return isPassing(kind);
}

/** `object` is what is stored now under the name of the step's object. */
function outcomeOf(step: PlanStep, object: KubeObject): SettledStep {
  const { uid, deletionTimestamp, managedFields = [] } = object.metadata;
  const isOurs = managedFields.some(({ manager }) => manager === FIELD_MANAGER);
  switch (step.verb) {
    case "create":
      // The dry-run has found the name free: what is there now and was written by us is ours.
      return isOurs ? { state: "done", object } : { state: "not-done" };
    case "delete":
      return uid !== step.uid || deletionTimestamp !== undefined
        ? { state: "done", object: undefined }
        : { state: "not-done" };
    case "patch": {
      // Of what was to come into being by being applied, the same.
      if (step.kind === "apply" && step.uid === undefined && isOurs) return { state: "done", object };
      const state = patchVerdict(step, object);
      return state === "done" ? { state, object } : { state };
    }
  }
}

/** Asks the API server, for `limitMs` at the most if it does not answer. */
export async function settleStep(
  client: Pick<StepClient, "get">,
  namespace: string,
  step: PlanStep,
  { clock, limitMs }: { readonly clock: Clock; readonly limitMs: number },
): Promise<SettledStep> {
  const end = clock.now() + limitMs;
  for (;;) {
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
      return outcomeOf(step, await client.get(step.type, namespace, objectOf(step).name, signal));
    } catch (error) {
      if (!isClusterError(error)) throw error;
      if (error.kind === "not-found") {
        return step.verb === "delete" ? { state: "done", object: undefined } : { state: "not-done" };
      }
      if (!mayHaveArrived(error) || clock.now() >= end) return { state: "unknown" };
    }
    await new Pause(clock, signal).wait(ASK_AGAIN_MS);
  }
}
