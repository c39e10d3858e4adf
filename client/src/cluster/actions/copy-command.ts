/** What a user would type to do the same with kubectl. */
import type { ResourceType } from "../cluster-client.ts";
import type { Plan, PlanScope, PlanStep } from "./plan.ts";

export type KubectlVerb = "get" | "describe" | "logs";
export type Shell = "posix" | "powershell";

/** One line, with context and namespace, so that it does the same wherever it is run. */
export function kubectlCommand(
  { context, namespace }: PlanScope,
  verb: KubectlVerb,
  { type, name }: { readonly type: ResourceType; readonly name: string },
  shell: Shell = "posix",
): string {
  const words = {
    get: ["get", resourceName(type), name, "-o", "yaml"],
    describe: ["describe", resourceName(type), name],
    logs: ["logs", name, "--follow"],
  }[verb];
  return commandLine(["kubectl", "--context", context, "--namespace", namespace, ...words], shell);
}

/**
 * The lines for a plan: deletions and merge and JSON patches. A Secret's values are not part of it; each of its keys
 * is left for the user to fill in.
 */
export function planCommands({ scope, steps }: Plan, shell: Shell = "posix"): string[] {
  const { context, namespace } = scope;
  return steps.flatMap((step) => {
    const words = stepWords(step);
    const all = ["kubectl", "--context", context, "--namespace", namespace, ...words];
    return words.length > 0 ? [commandLine(all, shell)] : [];
  });
}

function stepWords(step: PlanStep): string[] {
  const resource = resourceName(step.type);
  switch (step.verb) {
    case "patch":
      return step.kind === "apply"
        ? []
        : ["patch", resource, step.name, `--type=${step.kind}`, "--patch", JSON.stringify(step.body)];
    case "delete":
      return ["delete", resource, step.name];
    case "create": {
      if (!step.secret) return [];
      const values = step.secret.keys.map((key) => `--from-file=${key}=FILE_WITH_THE_VALUE`);
      return ["create", "secret", "generic", step.body.metadata.name, ...values];
    }
  }
}

/** With the group, as short names may mean something else in another cluster. */
function resourceName({ group, plural }: ResourceType): string {
  return group === "" ? plural : `${plural}.${group}`;
}

export function commandLine(words: readonly string[], shell: Shell): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word, shell))).join(" ");
}

/** Nothing within single quotes means anything to either shell, but the quote itself. */
function quoted(word: string, shell: Shell): string {
  return shell === "posix" ? `'${word.replaceAll("'", `'\\''`)}'` : `'${word.replaceAll("'", "''")}'`;
}
