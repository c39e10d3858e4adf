/** A question about a pack that is not doing what its author expects, and its answer from what the cluster shows. */
import { type PersonaPack, readPersonaPack } from "../../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../../cluster-client.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import type { WatchedResource } from "../../resource-types.ts";
import { type Fix, RETRY } from "./fix.ts";

export interface Finding {
  readonly state: "ok" | "warning" | "problem" | "unknown";
  /** A sentence with what was seen. */
  readonly evidence: string;
  /** Undefined only where all is well, or there is nothing to do but to wait. */
  readonly fix?: Fix;
}

/** The pack that is asked about; `object` and `pack` are undefined if it is not in the cluster. */
export interface Patient {
  readonly namespace: string;
  readonly name: string;
  readonly object: KubeObject | undefined;
  readonly pack: PersonaPack | undefined;
  readonly now: Date;
  /** Names in Sympozium's own namespace; undefined unless they were asked for. */
  readonly systemSkillPacks: ReadonlySet<string> | undefined;
}

export interface Check {
  readonly id: string;
  readonly title: string;
  /** None if the question does not arise. */
  run(snapshot: ClusterSnapshot, patient: Patient): readonly Finding[];
}

export function patientOf(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  rest: Pick<Patient, "now" | "systemSkillPacks">,
): Patient {
  const object = snapshot.get("packs", namespace, name);
  return { namespace, name, object, pack: object && readPersonaPack(object).pack, ...rest };
}

export function ok(evidence: string): Finding[] {
  return [{ state: "ok", evidence }];
}

export function problem(evidence: string, fix: Fix): Finding {
  return { state: "problem", evidence, fix };
}

export function warning(evidence: string, fix: Fix): Finding {
  return { state: "warning", evidence, fix };
}

/** Where what would answer the question cannot be seen: the first reason. */
export function unseen(
  snapshot: ClusterSnapshot,
  ...resources: readonly WatchedResource[]
): Finding | undefined {
  for (const resource of resources) {
    const state = snapshot.state(resource);
    if (state.phase !== "loading" && state.phase !== "blocked") continue;
    const evidence =
      state.phase === "blocked" ? state.reason : "The cluster has not answered yet: ask again in a moment.";
    return { state: "unknown", evidence, fix: RETRY };
  }
  return undefined;
}
