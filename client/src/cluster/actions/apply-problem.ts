/** Refusals of the API server as places in the document that was applied. */
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterError, ErrorCause } from "../cluster-error.ts";
import { shownValue } from "./plan.ts";

export interface ApplyProblem {
  readonly kind: "conflict" | "rejected" | "yaml";
  /** From the root of the document; empty for the document as a whole. */
  readonly path: readonly (string | number)[];
  /** What of the field is to blame. */
  readonly part: "key" | "value";
  /** Zero-based line in the document, where the API server counts lines instead of naming fields. */
  readonly line: number | undefined;
  readonly message: string;
}

/** At least one. `live` is the object as it is stored, if there is one. */
export function applyProblems(error: ClusterError, live?: KubeObject): ApplyProblem[] {
  const problems = error.causes.map((cause) => problemOf(error, cause, live));
  if (problems.length > 0) return problems;
  const kind = error.kind === "conflict" ? "conflict" : "rejected";
  return [wholeProblem(kind, error.message)];
}

/** About the document, not about a place in it. */
export function wholeProblem(kind: ApplyProblem["kind"], message: string): ApplyProblem {
  return { kind, path: [], part: "key", line: undefined, message };
}

function problemOf(
  { kind: errorKind, message: sentence }: ClusterError,
  { reason, field, message }: ErrorCause,
  live: KubeObject | undefined,
): ApplyProblem {
  const path = fieldPath(field);
  const at = { path, line: undefined };
  switch (reason) {
    case "FieldManagerConflict":
      return { ...at, kind: "conflict", part: "value", message: conflictWords(message, valueAt(live, path)) };
    case "InvalidYaml": {
      const line = /\bline (\d+)/.exec(message)?.[1];
      return {
        kind: "yaml",
        path,
        part: "key",
        line: line === undefined ? undefined : Number(line) - 1,
        message: `The API server cannot read this: ${message}.`,
      };
    }
    case "FieldValueUnknown": {
      const name = path.at(-1) ?? field;
      return { ...at, kind: "rejected", part: "key", message: `The API server does not know ${name}.` };
    }
    default: {
      const kind = errorKind === "conflict" ? "conflict" : "rejected";
      return { ...at, kind, part: "value", message: message === "" ? sentence : refusalWords(message) };
    }
  }
}

/** Texts and numbers are short enough to say what the cluster has instead. */
function conflictWords(message: string, live: unknown): string {
  const manager = /conflicts? with "([^"]*)"/.exec(message)?.[1];
  const owner = manager === undefined ? "Somebody else" : `“${manager}”`;
  return live === undefined || live === null || typeof live === "object"
    ? `${owner} has set this field to something else: take it over to apply yours.`
    : `${owner} has set this field to ${shownValue(live)}: take it over to apply yours.`;
}

const TYPES: Readonly<Record<string, string>> = {
  list: "a list",
  map: "a map",
  string: "a text",
  boolean: "true or false",
  "numeric (int or float)": "a number",
};

/** Types are named in the words of Go, with the value as Go prints it. */
function refusalWords(message: string): string {
  const expected = /^expected (.+?), got /.exec(message)?.[1];
  return expected === undefined
    ? `The API server refuses this: ${message}`
    : `The API server expects ${TYPES[expected] ?? expected} here.`;
}

function valueAt(object: unknown, path: ApplyProblem["path"]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    object,
  );
}

/**
 * Reads fields as the API server writes them: `spec.personas[0].name`, `.spec.enabled`, `spec.skillParams.[a.b].c`,
 * `spec.personas[name="a"].model` (whose condition is left out, as no path can say it).
 */
export function fieldPath(field: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (const match of field.matchAll(/\[(\d+)\]|\["?([^\]"=]*)"?\]|\[[^\]]*\]|([^.[\]]+)/g)) {
    const [, index, key, name] = match;
    if (index !== undefined) path.push(Number(index));
    else if (key !== undefined) path.push(key);
    else if (name !== undefined) path.push(name);
  }
  return path;
}
