/** What the store holds of a pack. Two readings with the same `inputs` give the same view. */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import type { PackFacts, PersonaFacts } from "./pack-facts.ts";
import type { WatchedResource } from "./resource-types.ts";
import { findSkillPack, seesAllSkillPacks } from "./skill-packs.ts";

export interface PersonaReading {
  readonly facts: PersonaFacts;
  readonly instance: KubeObject | undefined;
  readonly schedule: KubeObject | undefined;
  readonly memory: KubeObject | undefined;
  readonly runs: readonly KubeObject[];
}

export interface PackReading {
  readonly object: KubeObject;
  readonly facts: PackFacts;
  readonly personas: readonly PersonaReading[];
  /** With the label of the pack, by kind. */
  readonly labelled: Readonly<Record<LabelledResource, readonly KubeObject[]>>;
  readonly secrets: ReadonlyMap<string, KubeObject | undefined>;
  readonly policy: KubeObject | undefined;
  /** By the name that personas list. */
  readonly skillPacks: ReadonlyMap<string, KubeObject | undefined>;
  /** One that is not among them does not exist. */
  readonly seesSkillPacks: boolean;
  /** Kinds of which an absent object is known not to exist. */
  readonly known: ReadonlySet<WatchedResource>;
  /** Kinds that cannot be read, for lack of rights above all. */
  readonly unreadable: ReadonlySet<WatchedResource>;
  /** Everything above that comes from the store, to be compared one by one. */
  readonly inputs: readonly unknown[];
}

const LABELLED = ["instances", "schedules", "configMaps", "secrets"] as const;
export type LabelledResource = (typeof LABELLED)[number];

/** What of a pack's kinds can be told. */
export type Readability = Pick<PackReading, "known" | "unreadable">;

export function readPack(
  snapshot: ClusterSnapshot,
  object: KubeObject,
  facts: PackFacts,
  { known, unreadable }: Readability,
): PackReading {
  const inputs: unknown[] = [object];
  const note = <Value>(value: Value): Value => {
    inputs.push(value);
    return value;
  };
  const { namespace, name, pack } = facts;
  /** What can be told of the kind makes a difference where there is no such object, and for runs. */
  const noteKind = (resource: WatchedResource) => {
    if (known.has(resource)) inputs.push("known");
    else inputs.push(unreadable.has(resource) ? "unreadable" : "awaited");
  };
  const noteFound = (resource: WatchedResource, found: KubeObject | undefined) => {
    if (found) inputs.push(found);
    else noteKind(resource);
    return found;
  };
  const get = (resource: WatchedResource, of: string) =>
    noteFound(resource, snapshot.get(resource, namespace, of));
  const group = (resource: LabelledResource) => note(snapshot.labelledForPack(resource, namespace, name));
  const { policyRef } = pack.spec;
  noteKind("runs");
  return {
    object,
    facts,
    personas: facts.personas.map((persona) => ({
      facts: persona,
      instance: get("instances", persona.instance),
      schedule: get("schedules", persona.schedule),
      memory: get("configMaps", persona.memory),
      runs: note(snapshot.runsOf(namespace, persona.instance)),
    })),
    labelled: {
      instances: group("instances"),
      schedules: group("schedules"),
      configMaps: group("configMaps"),
      secrets: group("secrets"),
    },
    secrets: new Map(facts.secrets.map((secret) => [secret, get("secrets", secret)])),
    policy: policyRef === "" ? undefined : get("policies", policyRef),
    skillPacks: new Map(
      [...facts.skills.keys()].map((skill) => [
        skill,
        noteFound("skillPacks", findSkillPack(snapshot, namespace, skill)),
      ]),
    ),
    seesSkillPacks: note(seesAllSkillPacks(snapshot)),
    known,
    unreadable,
    inputs,
  };
}

export function isSameReading(left: PackReading, right: PackReading): boolean {
  return (
    left.inputs.length === right.inputs.length &&
    left.inputs.every((input, index) => input === right.inputs[index])
  );
}

/** Objects with the label of the pack that belong to none of its personas. */
export function orphansIn({
  labelled,
  personas,
}: PackReading): { resource: LabelledResource; object: KubeObject }[] {
  const own = new Set<KubeObject | undefined>(
    personas.flatMap(({ instance, schedule, memory }) => [instance, schedule, memory]),
  );
  return LABELLED.filter((resource) => resource !== "secrets").flatMap((resource) =>
    labelled[resource].filter((object) => !own.has(object)).map((object) => ({ resource, object })),
  );
}
