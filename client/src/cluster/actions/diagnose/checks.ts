/**
 * All checks, in the order in which they are shown: what explains the most comes first. “The guide” in the checks is
 * Sympozium's own for users, docs/guides/writing-personapacks.md of v0.8.28, with the issues of its troubleshooting
 * table.
 */
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { channelsConnected } from "./channels-connected.ts";
import { type Check, type Finding, patientOf } from "./check.ts";
import { deactivationEnds } from "./deactivation-ends.ts";
import { instancesCurrent } from "./instances-current.ts";
import { instancesExist } from "./instances-exist.ts";
import { memorySeeded } from "./memory-seeded.ts";
import { modelReachable } from "./model-reachable.ts";
import { noOrphans } from "./no-orphans.ts";
import { packListed } from "./pack-listed.ts";
import { policyAllows } from "./policy-allows.ts";
import { rightModel } from "./right-model.ts";
import { runsSucceed } from "./runs-succeed.ts";
import { scheduleFires } from "./schedule-fires.ts";
import { secretsExist } from "./secrets-exist.ts";
import { skillPacksExist } from "./skill-packs-exist.ts";
import { skillParamsReach } from "./skill-params-reach.ts";

export const CHECKS: readonly Check[] = [
  packListed,
  deactivationEnds,
  instancesExist,
  secretsExist,
  policyAllows,
  scheduleFires,
  runsSucceed,
  rightModel,
  modelReachable,
  memorySeeded,
  skillPacksExist,
  skillParamsReach,
  channelsConnected,
  instancesCurrent,
  noOrphans,
];

export interface Answer {
  readonly check: Pick<Check, "id" | "title">;
  /** Never empty. */
  readonly findings: readonly Finding[];
}

/** Checks whose question does not arise are left out. */
export function diagnose(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  now: Date,
  systemSkillPacks?: ReadonlySet<string>,
): Answer[] {
  const patient = patientOf(snapshot, namespace, name, { now, systemSkillPacks });
  return CHECKS.flatMap((check) => {
    const findings = check.run(snapshot, patient);
    return findings.length > 0 ? [{ check, findings }] : [];
  });
}
