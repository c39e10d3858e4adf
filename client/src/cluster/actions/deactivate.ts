/** Disables a pack. Its personas go with all they have learnt; its managed Secrets go or stay, as chosen. */
import { trimBlanks } from "../../../../server/src/pack/go-space.ts";
import type { PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { orphanRemoval, usedOrphans } from "./delete-orphans.ts";
import { deletableOrphans, orphansOf } from "./orphans.ts";
import { planPackChange } from "./pack-change.ts";
import { secretsInDoubt, secretsThatGo } from "./pack-effects.ts";
import { packTarget } from "./pack-target.ts";
import type { Plan, PlannedCreation } from "./plan.ts";

export interface Deactivation {
  /** What the controller would delete of the Secrets that `authRefs` name. */
  readonly secrets: "keep" | "delete";
  /** Delete what belongs to no persona any more, for which the controller waits in vain. */
  readonly orphans?: "keep" | "delete";
}

/** Throws `PlanRefused`. */
export function planDeactivation(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  { secrets, orphans = "keep" }: Deactivation,
  now: Date,
): Plan {
  const pack = packTarget(snapshot, namespace, name);
  // In one request with `enabled`, so that the controller finds nothing left to delete.
  const spec = {
    ...(pack.pack.spec.enabled && { enabled: false }),
    ...(secrets === "keep" && { authRefs: null }),
  };
  const orphansGo = orphans === "delete";
  const plan = planPackChange(snapshot, pack, `Deactivate ${name}`, { spec }, { now, orphansGo });
  const left = orphansGo ? orphansOf(snapshot, namespace, pack.pack) : [];
  const removal = orphanRemoval(snapshot, namespace, deletableOrphans(left));
  return {
    ...plan,
    removes: [...plan.removes, ...removal.removes],
    keeps: [
      ...plan.keeps,
      ...usedOrphans(left),
      ...removal.keeps,
      ...keptSecrets(snapshot, namespace, pack, secrets),
    ],
    steps: [...plan.steps, ...removal.steps],
    expects: { ...plan.expects, absent: [...plan.expects.absent, ...removal.absent] },
  };
}

/** Secrets that the controller deletes unless they are kept, or that it may delete as far as can be seen. */
export function secretsAtStake(snapshot: ClusterSnapshot, namespace: string, pack: PersonaPack): string[] {
  return [
    ...secretsThatGo(snapshot, namespace, pack).map(({ name }) => name),
    ...secretsInDoubt(snapshot, namespace, pack),
  ];
}

function keptSecrets(
  snapshot: ClusterSnapshot,
  namespace: string,
  { pack }: ReturnType<typeof packTarget>,
  choice: Deactivation["secrets"],
): PlannedCreation[] {
  const goes = new Set(choice === "keep" ? [] : secretsAtStake(snapshot, namespace, pack));
  const referred = [...pack.spec.authRefs.map(({ secret }) => secret), ...pack.spec.channelConfigs.values()];
  return [...new Set(referred.map(trimBlanks))]
    .filter((secret) => secret !== "" && !goes.has(secret))
    .filter((secret) => snapshot.get("secrets", namespace, secret) !== undefined)
    .map((secret) => ({ kind: "Secret", name: secret, why: "Stays for the next activation." }));
}
