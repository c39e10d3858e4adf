/** Whether a stored object shows that a patch was carried out, for patches whose answer got lost. */
import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../cluster-client.ts";
import type { PlanStep } from "./plan.ts";
import { VERSION_PATH, versionOf } from "./step-version.ts";

type PatchStep = PlanStep & { readonly verb: "patch" };

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** `unknown` for text that was applied: only the API server could compare it. */
export function patchVerdict(step: PatchStep, object: KubeObject): "done" | "not-done" | "unknown" {
  const before = versionOf(step);
  if (before !== undefined && before === object.metadata.resourceVersion) return "not-done";
  if (step.kind === "apply") return "unknown";
  return carries(step, object) ? "done" : "not-done";
}

function carries({ kind, body }: PatchStep, object: KubeObject): boolean {
  if (kind === "merge") {
    const { metadata: _precondition, ...content } = body as Readonly<Record<string, unknown>>;
    return isMerged(content, object);
  }
  return (body as readonly Operation[])
    .filter(({ op, path }) => op !== "test" && path !== VERSION_PATH)
    .every(({ op, path, value }) => {
      const stored = valueAt(object, path);
      return op === "remove" ? stored === undefined : isDeepStrictEqual(stored, value);
    });
}

function isMerged(patch: unknown, stored: unknown): boolean {
  if (patch === null) return stored === undefined || stored === null;
  if (typeof patch !== "object" || Array.isArray(patch)) return isDeepStrictEqual(patch, stored);
  return Object.entries(patch).every(([key, value]) => isMerged(value, child(stored, key)));
}

/** `path` is a JSON pointer. */
function valueAt(object: unknown, path: string): unknown {
  return path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce(child, object);
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
