/** What a user would type to do the same with kubectl. */
import type { ResourceType } from "../cluster-client.ts";
import type { PlanScope } from "./plan.ts";

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

/** With the group, as short names may mean something else in another cluster. */
function resourceName({ group, plural }: ResourceType): string {
  return group === "" ? plural : `${plural}.${group}`;
}

function commandLine(words: readonly string[], shell: Shell): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word, shell))).join(" ");
}

/** Nothing within single quotes means anything to either shell, but the quote itself. */
function quoted(word: string, shell: Shell): string {
  return shell === "posix" ? `'${word.replaceAll("'", `'\\''`)}'` : `'${word.replaceAll("'", "''")}'`;
}
