/** Deletes a pack with all that belongs to its personas; Secrets stay. */
import { trimBlanks } from "../../../../server/src/pack/go-space.ts";
import { instanceName } from "../../../../server/src/pack/names.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { isOwnedBy } from "../object-fields.ts";
import { RESOURCES } from "../resource-types.ts";
import { type Orphan, orphansOf } from "./orphans.ts";
import { gitOpsWarning } from "./ownership.ts";
import { packTarget } from "./pack-target.ts";
import { personaRemoval } from "./persona-removal.ts";
import { distinctObjects, type Plan, type PlannedCreation } from "./plan.ts";
import { type Removal, removalOf } from "./removal.ts";
import { staleness } from "./staleness.ts";

/** Throws `PlanRefused`. */
export function planDeletion(snapshot: ClusterSnapshot, namespace: string, name: string): Plan {
  const { scope, target, object, pack } = packTarget(snapshot, namespace, name);
  const why = "Its pack is deleted.";
  const parts = pack.spec.personas.flatMap((persona) =>
    persona.name === undefined
      ? []
      : [personaRemoval(snapshot, namespace, instanceName(name, persona.name), why)],
  );
  // The pack owns what is left of former personas too, but for their seeds, which nobody owns.
  const orphans = orphansOf(snapshot, namespace, pack);
  const stranded = orphans.filter(({ resource }) => resource === "configMaps");
  const owned = orphans.filter(
    (orphan) => orphan.resource !== "configMaps" && isOwnedBy(orphan.object, object),
  );
  for (const { resource, object: orphan } of owned) {
    const { name: left } = orphan.metadata;
    if (resource === "instances")
      parts.push(withoutSeeds(personaRemoval(snapshot, namespace, left, why), stranded));
    else parts.push(removalOf(snapshot, namespace, [{ resource, object: orphan }], why));
  }
  const owner = gitOpsWarning(object, ["spec"]);
  return {
    title: `Delete ${name}`,
    scope,
    target,
    creates: [],
    changes: [],
    removes: [
      { kind: RESOURCES.packs.kind, name, why: "You delete it.", loses: undefined },
      ...distinctObjects(parts.flatMap(({ removes }) => removes)),
    ],
    keeps: [
      ...distinctObjects(parts.flatMap(({ keeps }) => keeps)),
      ...stranded.map(({ object: { metadata } }) => ({
        kind: "ConfigMap",
        name: metadata.name,
        why: "Of a persona that is no longer in the pack: nobody deletes it.",
      })),
      ...secrets(snapshot, namespace, pack.spec),
    ],
    warnings: [...(owner ? [owner] : []), ...staleness(snapshot)],
    steps: [
      { verb: "delete", type: target.type, name, uid: target.uid, resourceVersion: target.resourceVersion },
    ],
    expects: {
      pack: name,
      phase: "gone",
      present: [],
      absent: [{ resource: "packs", name }, ...parts.flatMap(({ absent }) => absent)],
    },
  };
}

function withoutSeeds({ removes, keeps, absent }: Removal, seeds: readonly Orphan[]): Removal {
  const stays = new Set(seeds.map(({ object }) => object.metadata.name));
  return {
    removes: removes.filter(({ kind, name }) => kind !== "ConfigMap" || !stays.has(name)),
    keeps,
    absent: absent.filter(({ resource, name }) => resource !== "configMaps" || !stays.has(name)),
  };
}

function secrets(
  snapshot: ClusterSnapshot,
  namespace: string,
  spec: {
    readonly authRefs: readonly { readonly secret: string }[];
    readonly channelConfigs: ReadonlyMap<string, string>;
  },
): PlannedCreation[] {
  const referred = [...spec.authRefs.map(({ secret }) => secret), ...spec.channelConfigs.values()];
  return [...new Set(referred.map(trimBlanks))]
    .filter((secret) => secret !== "" && snapshot.get("secrets", namespace, secret) !== undefined)
    .map((secret) => ({ kind: "Secret", name: secret, why: "Deleting a pack deletes no Secrets." }));
}
