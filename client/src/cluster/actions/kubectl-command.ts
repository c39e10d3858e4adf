/** What a user would type to do the same with kubectl. */
import { delimiter } from "node:path";
import type { ResourceType } from "../cluster-client.ts";
import type { LogSource } from "./follow-log.ts";
import type { PlanScope } from "./plan.ts";
import { type Shell, shellLine, withVariable } from "./shell-words.ts";

export interface KubectlPlace extends PlanScope {
  /** Its files, where kubectl would not find them by itself. */
  readonly kubeconfig: readonly string[];
}

export interface NamedResource {
  readonly type: ResourceType;
  readonly name: string;
}

/** One line, with context and namespace, so that it does the same wherever it is run. */
export function kubectlCommand(
  place: KubectlPlace,
  verb: "get" | "describe",
  { type, name }: NamedResource,
  shell: Shell,
): string {
  const words = [verb, resourceName(type), name, ...(verb === "get" ? ["-o", "yaml"] : [])];
  return commandLine(place, words, shell);
}

export function kubectlLogs(
  place: KubectlPlace,
  { pod, container, previous }: LogSource,
  shell: Shell,
): string {
  return commandLine(
    place,
    ["logs", pod, "--container", container, previous ? "--previous" : "--follow"],
    shell,
  );
}

function commandLine(
  { kubeconfig, context, namespace }: KubectlPlace,
  words: readonly string[],
  shell: Shell,
) {
  const [file, ...more] = kubeconfig;
  const flag = file !== undefined && more.length === 0 ? ["--kubeconfig", file] : [];
  const line = shellLine(
    ["kubectl", ...flag, "--context", context, "--namespace", namespace, ...words],
    shell,
  );
  // The flag takes one file only.
  return more.length > 0 ? withVariable("KUBECONFIG", kubeconfig.join(delimiter), line, shell) : line;
}

/** With the group, as short names may mean something else in another cluster. */
function resourceName({ group, plural }: ResourceType): string {
  return group === "" ? plural : `${plural}.${group}`;
}
