/**
 * Where names that the controller builds get longer than Kubernetes takes. The CRD limits none of them: the pack
 * is accepted and its objects are refused one by one.
 */
import { MAX_LABEL_LENGTH } from "./dns-name.ts";
import { instanceName, memoryName, scheduleName, webServerName } from "./names.ts";

export interface NamedPersona {
  readonly name: string;
  readonly hasSchedule: boolean;
  readonly hasWebEndpoint: boolean;
}

/** Of the names below, that of the web server adds the most to the Instance's. */
const LONGEST_SUFFIX = webServerName("").length;

export interface RefusedName {
  readonly kind: "Service" | "AgentRun";
  readonly name: string;
  /** Characters too many. */
  readonly excess: number;
}

/** The persona's object whose name is furthest over the limit from the start; undefined if none is. */
export function refusedName(pack: string, persona: NamedPersona): RefusedName | undefined {
  const instance = instanceName(pack, persona.name);
  if (instance.length + LONGEST_SUFFIX <= MAX_LABEL_LENGTH) return undefined;
  const names: Omit<RefusedName, "excess">[] = [{ kind: "Service", name: memoryName(instance) }];
  // A persona that serves is never run by its schedule.
  if (persona.hasWebEndpoint) names.push({ kind: "Service", name: webServerName(instance) });
  else if (persona.hasSchedule) names.push({ kind: "AgentRun", name: runName(instance, 1) });
  return names
    .map((named) => ({ ...named, excess: named.name.length - MAX_LABEL_LENGTH }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess)[0];
}

/**
 * The number of the scheduled run from which on the name of the run, which ends with that number, is too long for
 * the Job and the labels of its pod: a power of ten, or 1.
 */
export function firstRefusedRun(pack: string, persona: string): number {
  const digits = MAX_LABEL_LENGTH - runName(instanceName(pack, persona), 1).length + 1;
  return 10 ** Math.max(0, digits);
}

export function runName(instance: string, run: number): string {
  return `${scheduleName(instance)}-${run}`;
}
