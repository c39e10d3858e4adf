/** Refusals of the API server as places in the document that was applied. */
import type { ClusterError, ErrorCause } from "../cluster-error.ts";

export interface ApplyProblem {
  readonly kind: "conflict" | "rejected" | "yaml";
  /** From the root of the document; empty for the document as a whole. */
  readonly path: readonly (string | number)[];
  /** Zero-based line in the document, where the API server counts lines instead of naming fields. */
  readonly line: number | undefined;
  readonly message: string;
}

/** At least one. */
export function applyProblems(error: ClusterError): ApplyProblem[] {
  const problems = error.causes.map((cause) => problemOf(error, cause));
  if (problems.length > 0) return problems;
  const kind = error.kind === "conflict" ? "conflict" : "rejected";
  return [{ kind, path: [], line: undefined, message: error.message }];
}

function problemOf({ kind, message: sentence }: ClusterError, cause: ErrorCause): ApplyProblem {
  const { reason, field, message } = cause;
  const path = fieldPath(field);
  if (reason === "FieldManagerConflict") {
    const manager = /conflicts? with "([^"]*)"/.exec(message)?.[1];
    const owner = manager === undefined ? "Somebody else" : manager;
    return {
      kind: "conflict",
      path,
      line: undefined,
      message: `${owner} manages this field: apply with force to take it over.`,
    };
  }
  if (reason === "InvalidYaml") {
    const line = /\bline (\d+)/.exec(message)?.[1];
    return {
      kind: "yaml",
      path,
      line: line === undefined ? undefined : Number(line) - 1,
      message: `The API server cannot read this: ${message}.`,
    };
  }
  if (reason === "FieldValueUnknown") {
    const name = path.at(-1) ?? field;
    return { kind: "rejected", path, line: undefined, message: `The API server does not know ${name}.` };
  }
  const text = message === "" ? sentence : message;
  return { kind: kind === "conflict" ? "conflict" : "rejected", path, line: undefined, message: text };
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
