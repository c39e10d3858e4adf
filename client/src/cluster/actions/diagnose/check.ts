/** A question about a pack that is not doing what its author expects, and its answer from what the cluster shows. */
import { type PersonaPack, readPersonaPack } from "../../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../../cluster-client.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import type { ResourceName } from "../../resource-types.ts";

/** What a finding offers to do about it; commands of that name take the subject. */
export type FixId =
  | "activate"
  | "apply"
  | "include-persona"
  | "delete-orphans"
  | "open-pack"
  | "open-object"
  | "open-logs"
  | "select-namespace"
  | "how-to-install"
  | "reinstall-persona"
  | "create-secret"
  | "retry";

export interface Fix {
  readonly action: FixId;
  readonly title: string;
  /** What it is about, if not the pack. */
  readonly resource?: ResourceName;
  readonly name?: string;
}

export interface Finding {
  readonly state: "ok" | "warning" | "problem" | "unknown";
  /** A sentence with what was seen. */
  readonly evidence: string;
  readonly fix?: Fix;
}

/** The pack that is asked about; `object` and `pack` are undefined if it is not in the cluster. */
export interface Patient {
  readonly namespace: string;
  readonly name: string;
  readonly object: KubeObject | undefined;
  readonly pack: PersonaPack | undefined;
  readonly now: Date;
}

export interface Check {
  readonly id: string;
  readonly title: string;
  /** None if the question does not arise. */
  run(snapshot: ClusterSnapshot, patient: Patient): readonly Finding[];
}

export function patientOf(snapshot: ClusterSnapshot, namespace: string, name: string, now: Date): Patient {
  const object = snapshot.get("packs", namespace, name);
  return { namespace, name, object, pack: object && readPersonaPack(object).pack, now };
}

export function ok(evidence: string): Finding[] {
  return [{ state: "ok", evidence }];
}

/** Where what would answer the question cannot be seen. */
export function unseen(snapshot: ClusterSnapshot, resource: "secrets" | "policies" | "skillPacks" | "runs") {
  const state = snapshot.state(resource);
  if (state.phase === "live" || state.phase === "reconnecting") return undefined;
  const evidence =
    state.phase === "blocked" ? state.reason : "The cluster has not answered yet: ask again in a moment.";
  const finding: Finding = { state: "unknown", evidence, fix: { action: "retry", title: "Try again" } };
  return finding;
}
