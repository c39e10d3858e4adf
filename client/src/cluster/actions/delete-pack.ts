/** Deletes a pack with all that belongs to its personas; Secrets stay. */
import { trimBlanks } from "../../../../server/src/pack/go-space.ts";
import { instanceName, memoryName, packName, scheduleName } from "../../../../server/src/pack/names.ts";
import type { PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { isOwnedBy } from "../object-fields.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { gitOpsWarning } from "./ownership.ts";
import { packTarget } from "./pack-target.ts";
import { distinctObjects, type Plan, type PlannedCreation } from "./plan.ts";
import { type PersonaObject, removalOf } from "./removal.ts";
import { sharedNameWarnings } from "./shared-names.ts";
import { staleness } from "./staleness.ts";

/** Throws `PlanRefused`. */
export function planDeletion(snapshot: ClusterSnapshot, namespace: string, name: string): Plan {
  const { scope, target, object, pack } = packTarget(snapshot, namespace, name);
  const { deleted, left } = fates(snapshot, namespace, object, pack);
  const removal = removalOf(snapshot, namespace, deleted, "Its pack is deleted.");
  const staying = new Set(left.map(({ object: { metadata } }) => memoryName(metadata.name)));
  const owner = gitOpsWarning(object, ["spec"]);
  return {
    title: `Delete ${name}`,
    scope,
    target,
    creates: [],
    changes: [],
    removes: [
      { kind: RESOURCES.packs.kind, name, why: "You delete it.", loses: undefined },
      ...removal.removes,
    ],
    keeps: distinctObjects([
      ...removal.keeps,
      ...left.map((one) => ({
        kind: RESOURCES[one.resource].kind,
        name: one.object.metadata.name,
        why: whyLeft(one),
      })),
      ...secrets(snapshot, namespace, pack.spec),
    ]),
    warnings: [
      ...(owner ? [owner] : []),
      ...staleness(snapshot),
      ...sharedNameWarnings(snapshot, namespace, name, removal.absent),
    ],
    steps: [
      { verb: "delete", type: target.type, name, uid: target.uid, resourceVersion: target.resourceVersion },
    ],
    expects: {
      pack: name,
      phase: "gone",
      present: [],
      absent: [
        { resource: "packs", name },
        // An Instance that stays gets its memory anew.
        ...removal.absent.filter((one) => one.resource !== "configMaps" || !staying.has(one.name)),
      ],
    },
  };
}

interface Fates {
  readonly deleted: readonly PersonaObject[];
  readonly left: readonly PersonaObject[];
}

/**
 * Instances and Schedules are collected as garbage: those that the pack owns, whatever they are called. The seeds of
 * its personas the controller deletes by name; those of former personas nobody.
 */
function fates(snapshot: ClusterSnapshot, namespace: string, object: KubeObject, pack: PersonaPack): Fates {
  const name = packName(pack);
  const personas = new Set(
    pack.spec.personas.flatMap((one) => (one.name === undefined ? [] : [instanceName(name, one.name)])),
  );
  const all = KINDS.flatMap(({ resource, nameOf }): (PersonaObject & { readonly goes: boolean })[] => {
    const named = new Set([...personas].map(nameOf));
    return snapshot
      .all(resource)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map((one) => ({
        resource,
        object: one,
        goes: resource === "configMaps" ? named.has(one.metadata.name) : isOwnedBy(one, object),
      }))
      .filter(
        ({ object: { metadata }, goes }) =>
          goes || named.has(metadata.name) || metadata.labels?.[LABELS.pack] === name,
      );
  });
  return { deleted: all.filter(({ goes }) => goes), left: all.filter(({ goes }) => !goes) };
}

const KINDS = [
  { resource: "instances", nameOf: (instance: string) => instance },
  { resource: "schedules", nameOf: scheduleName },
  { resource: "configMaps", nameOf: memoryName },
] as const;

function whyLeft({ resource, object: { metadata } }: PersonaObject): string {
  if (resource === "configMaps") return "Of a persona that is no longer in the pack: nobody deletes it.";
  const [owner] = metadata.ownerReferences ?? [];
  return owner
    ? `Belongs to ${owner.kind} ${owner.name}, and goes on.`
    : "Nobody owns it: it goes on without a pack.";
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
