/** Packs that have the same objects: persona `b-c` of pack `a` and persona `c` of pack `a-b` are both `a-b-c`. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { type PackFacts, packFacts } from "../pack-facts.ts";
import { RESOURCES } from "../resource-types.ts";
import type { ExpectedObject, PlanWarning } from "./plan.ts";

/** Another pack of the namespace, the controller of which makes an object of that name. */
export function otherUserOf(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: string,
  object: ExpectedObject,
): string | undefined {
  return snapshot
    .all("packs")
    .map(packFacts)
    .find((facts) => facts.namespace === namespace && facts.name !== pack && uses(facts, object))?.name;
}

function uses({ pack, personas }: PackFacts, { resource, name }: ExpectedObject): boolean {
  const field = FIELDS[resource];
  return (
    field !== undefined &&
    pack.spec.enabled &&
    personas.some(
      (one) =>
        one[field] === name &&
        one.persona.name !== undefined &&
        !one.excluded &&
        (resource !== "schedules" || one.persona.schedule !== undefined),
    )
  );
}

const FIELDS: Readonly<Partial<Record<ExpectedObject["resource"], "instance" | "schedule" | "memory">>> = {
  instances: "instance",
  schedules: "schedule",
  configMaps: "memory",
};

/** For objects that go because of one pack, whoever else uses them. */
export function sharedNameWarnings(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: string,
  gone: readonly ExpectedObject[],
): PlanWarning[] {
  const used = gone.flatMap((object) => {
    const user = otherUserOf(snapshot, namespace, pack, object);
    return user === undefined ? [] : [{ user, words: `${RESOURCES[object.resource].kind} ${object.name}` }];
  });
  return [...Map.groupBy(used, ({ user }) => user)].map(([user, objects]) => {
    const names = [...new Set(objects.map(({ words }) => words))].join(", ");
    return {
      code: "shared-name",
      message: `The pack ${user} has these objects, too, and loses them: ${names}.`,
    };
  });
}
