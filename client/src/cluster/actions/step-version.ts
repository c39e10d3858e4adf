/** The version of its object that a step depends on. */
import type { PlanStep } from "./plan.ts";

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

interface Precondition {
  readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string };
}

export const VERSION_PATH = "/metadata/resourceVersion";

/** Undefined if the step does not mind. */
export function versionOf(step: PlanStep): string | undefined {
  if (step.verb === "delete") return step.resourceVersion;
  if (step.verb !== "patch") return undefined;
  switch (step.kind) {
    case "json": {
      const replaced = (step.body as readonly Operation[]).find(({ path }) => path === VERSION_PATH);
      return replaced === undefined ? undefined : String(replaced.value);
    }
    case "merge":
      return (step.body as Precondition).metadata?.resourceVersion;
    case "apply":
      return step.resourceVersion;
  }
}

/** The same step for another version of its object. */
export function withVersion(step: PlanStep, resourceVersion: string): PlanStep {
  if (versionOf(step) === undefined || step.verb === "create") return step;
  if (step.verb === "delete" || step.kind === "apply") return { ...step, resourceVersion };
  if (step.kind === "json") {
    const body = (step.body as readonly Operation[]).map((operation) =>
      operation.path === VERSION_PATH ? { ...operation, value: resourceVersion } : operation,
    );
    return { ...step, body };
  }
  const body = step.body as Precondition;
  return { ...step, body: { ...body, metadata: { ...body.metadata, resourceVersion } } };
}
