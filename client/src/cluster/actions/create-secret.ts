/** Creates a Secret that a pack refers to and that does not exist, under the name and with the keys it asks for. */
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { isManagedSecret, type NeededSecret, neededSecrets } from "../../../../server/src/pack/secrets.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { packTarget, scopeOf } from "./pack-target.ts";
import { type Plan, PlanRefused } from "./plan.ts";
import { secretToCreate } from "./secret-plan.ts";

export interface MissingSecret {
  readonly namespace: string;
  readonly pack: string;
  readonly name: string;
  /** What it is for; several parts of a pack may share one. */
  readonly needs: readonly NeededSecret[];
}

/** By pack. None while Secrets cannot be listed: whether one is missing is not known then. */
export function missingSecrets(
  snapshot: ClusterSnapshot,
  of?: { readonly namespace: string; readonly name: string },
): MissingSecret[] {
  if (snapshot.state("secrets").phase !== "live") return [];
  const one = of && snapshot.get("packs", of.namespace, of.name);
  const packs = of ? (one ? [one] : []) : snapshot.all("packs");
  return packs.flatMap((object): MissingSecret[] => {
    const { name: pack, namespace = "" } = object.metadata;
    const byName = new Map<string, NeededSecret[]>();
    for (const need of neededSecrets(readPersonaPack(object).pack)) {
      if (need.name === undefined || snapshot.get("secrets", namespace, need.name)) continue;
      byName.set(need.name, [...(byName.get(need.name) ?? []), need]);
    }
    return [...byName].map(([name, needs]) => ({ namespace, pack, name, needs }));
  });
}

/** Throws `PlanRefused`, also where a key is missing. */
export function planSecret(
  snapshot: ClusterSnapshot,
  { namespace, pack, name, needs }: MissingSecret,
  values: Readonly<Record<string, string>>,
): Plan {
  const scope = scopeOf(snapshot, namespace);
  packTarget(snapshot, namespace, pack);
  if (snapshot.get("secrets", namespace, name)) {
    throw new PlanRefused(`There is a Secret ${name} in namespace ${namespace} already.`);
  }
  const referred = needs.some(({ purpose }) => purpose === "model");
  const managed = isManagedSecret(pack, name);
  const dies = referred && managed;
  const { step } = secretToCreate(
    { snapshot, namespace, pack },
    { kind: "create", values, name, survives: !managed },
    {
      required: needs.flatMap(({ requiredKeys }) => requiredKeys),
      allowed: undefined,
      for: needs.map(({ neededBy }) => neededBy).join(", "),
    },
  );
  if (!step) throw new PlanRefused("There is nothing to create.");
  const { kind } = RESOURCES.secrets;
  const seen = snapshot.state("secrets").phase === "live";
  return {
    title: `Create the Secret ${name}`,
    scope,
    target: {
      type: RESOURCES.secrets,
      name,
      uid: undefined,
      resourceVersion: undefined,
      generation: undefined,
    },
    creates: [
      {
        kind,
        name,
        why: dies
          ? `Named so that deactivating ${pack} deletes it, unless you then choose to keep it.`
          : `Deactivating ${pack} leaves it.`,
      },
    ],
    changes: [],
    removes: [],
    keeps: [],
    warnings: [],
    steps: [step],
    expects: {
      pack,
      phase: undefined,
      present: seen ? [{ resource: "secrets", name }] : [],
      absent: [],
    },
  };
}
