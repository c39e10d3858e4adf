/** Joins what the controller makes of a pack with what there is. */
import { trimBlanks } from "../../../server/src/pack/go-space.ts";
import type { KubeObject } from "./cluster-client.ts";
import { instanceStatus, runStatus, scheduleStatus } from "./live-status.ts";
import { diesWithPack } from "./managed-secret.ts";
import { fieldsOf } from "./object-fields.ts";
import type { PackFacts } from "./pack-facts.ts";
import { packProblems, personaProblems } from "./pack-problems.ts";
import { orphansIn, type PackReading, type PersonaReading, type Readability } from "./pack-reading.ts";
import {
  type ChildView,
  healthOf,
  type PackState,
  type PackView,
  type PersonaState,
  type PersonaView,
  type Presence,
  type ReferenceView,
  type SecretView,
} from "./pack-view.ts";
import { policyDemand } from "./policy-demand.ts";
import { RESOURCES, type WatchedResource } from "./resource-types.ts";

export function joinPack(reading: PackReading): PackView {
  const { object, facts, known, unreadable } = reading;
  const { namespace, name, pack } = facts;
  const status = fieldsOf(object, "status");
  const phase = status.text("phase");
  const orphans = orphansIn(reading).map(({ resource, object: orphan }) =>
    child(resource, namespace, orphan.metadata.name, orphan, {
      expected: false,
      known,
      unreadable,
      done: true,
    }),
  );
  const state = packState(
    reading,
    phase,
    orphans.some(({ resource }) => resource !== "configMaps"),
  );
  const personas = reading.personas.map((persona) => joinPersona(reading, persona, state, phase));
  const view = {
    key: `${namespace}/${name}`,
    namespace,
    name,
    object,
    pack,
    state,
    phase,
    personas,
    installed: personas.filter((persona) => persona.state === "active").length,
    expected: isEnabled(reading)
      ? personas.filter(({ state: one }) => one !== "excluded" && one !== "unnamed").length
      : 0,
    secrets: joinSecrets(reading),
    references: joinReferences(reading),
    sharedMemory: facts.sharedMemory
      ? { name: `${name}-shared-memory`, ready: status.flag("sharedMemoryReady") }
      : undefined,
    orphans,
  };
  return { ...view, health: healthOf(packProblems(view, facts)) };
}

function isEnabled({ object, facts }: PackReading): boolean {
  return facts.pack.spec.enabled && object.metadata.deletionTimestamp === undefined;
}

/** The controller reports `Inactive` only when nothing is left, and deletes only what belongs to the personas. */
function packState({ object, facts, personas }: PackReading, phase: string, orphaned: boolean): PackState {
  if (object.metadata.deletionTimestamp !== undefined) return "deleting";
  if (facts.pack.spec.enabled) return phase === "" || phase === "Inactive" ? "activating" : "active";
  const left = personas.some(({ instance, schedule }) => instance ?? schedule);
  if (orphaned && (phase !== "Inactive" || left)) return "stuck";
  return left || (phase !== "" && phase !== "Inactive") ? "deactivating" : "inactive";
}

function joinPersona(
  reading: PackReading,
  { facts, instance, schedule, memory, runs }: PersonaReading,
  packState: PackState,
  phase: string,
): PersonaView {
  const { known, unreadable } = reading;
  const { persona, key, servesWeb } = facts;
  const { namespace } = reading.facts;
  const made = isEnabled(reading) && persona.name !== undefined && !facts.excluded;
  const done = packState === "active";
  const expecting = (expected: boolean) => ({ expected: made && expected, known, unreadable, done });
  const instanceView = wanted("instances", namespace, facts.instance, instance, expecting(true));
  const scheduleView = wanted(
    "schedules",
    namespace,
    facts.schedule,
    schedule,
    expecting(persona.schedule !== undefined),
  );
  const view = {
    persona,
    key,
    state: personaState(made, facts, instanceView),
    instance: instanceView,
    schedule: scheduleView && {
      ...scheduleView,
      status: scheduleStatus(schedule),
      heldByWebEndpoint: servesWeb,
    },
    memory: wanted("configMaps", namespace, facts.memory, memory, expecting(true)),
    channels: instance ? instanceStatus(instance).channels : [],
    runs: runs.map(runStatus),
    runsReadable: !unreadable.has("runs"),
  };
  return { ...view, health: healthOf(personaProblems(view, phase)) };
}

function personaState(
  made: boolean,
  { persona, excluded }: PersonaReading["facts"],
  instance: ChildView | undefined,
): PersonaState {
  if (persona.name === undefined) return "unnamed";
  if (!made && instance) return "removing";
  if (excluded) return "excluded";
  if (!made) return "inactive";
  const presence = instance?.presence;
  if (presence === "present") return "active";
  if (presence === "deleting") return "removing";
  return presence === "missing" || presence === "awaited" ? presence : "unknown";
}

function joinSecrets({ facts, secrets, labelled, known, unreadable }: PackReading): SecretView[] {
  const { namespace } = facts;
  const one = (name: string, object: KubeObject | undefined): SecretView => ({
    ...child("secrets", namespace, name, object, { expected: true, known, unreadable, done: true }),
    purposes: purposesOf(facts, name),
    managed: isInAuthRefs(facts, name) && diesWithPack(facts.name, name, object),
  });
  return [
    ...[...secrets].map(([name, object]) => one(name, object)),
    ...labelled.secrets
      .filter(({ metadata }) => !secrets.has(metadata.name))
      .map((object) => one(object.metadata.name, object)),
  ];
}

function joinReferences(reading: PackReading): ReferenceView[] {
  const { facts, policy, skillPacks, seesSkillPacks, known, unreadable } = reading;
  const { namespace, pack, skills } = facts;
  const { policyRef } = pack.spec;
  const one = (
    resource: "policies" | "skillPacks",
    name: string,
    object: KubeObject | undefined,
    readability: Readability,
  ) =>
    child(resource, object?.metadata.namespace ?? namespace, object?.metadata.name ?? name, object, {
      expected: true,
      done: true,
      ...readability,
    });
  const seen = { known: seesSkillPacks ? known : NOTHING, unreadable };
  return [
    ...(policyRef === ""
      ? []
      : [
          {
            ...one("policies", policyRef, policy, { known, unreadable }),
            neededBy: [],
            problem: policy && policyDemand(policy),
          },
        ]),
    ...[...skillPacks].map(([skill, object]) => ({
      ...one("skillPacks", skill, object, seen),
      neededBy: skills.get(skill) ?? [],
      problem: undefined,
    })),
  ];
}

const NOTHING: ReadonlySet<WatchedResource> = new Set();

function purposesOf(facts: PackFacts, secret: string): string[] {
  const purposes = facts.needed.filter(({ name }) => name === secret);
  const words = purposes.map(({ purpose, neededBy }) => `${purpose} ${neededBy}`);
  // Only the first Secret of authRefs reaches the runs.
  return words.length === 0 && isInAuthRefs(facts, secret) ? ["authRefs, not used"] : words;
}

function isInAuthRefs({ pack }: PackFacts, secret: string): boolean {
  return pack.spec.authRefs.some((ref) => trimBlanks(ref.secret) === secret);
}

interface Expectation extends Readability {
  readonly expected: boolean;
  /** The controller has reported that all is done. */
  readonly done: boolean;
}

/** Undefined if it is neither expected nor there. */
function wanted(
  resource: WatchedResource,
  namespace: string,
  name: string,
  object: KubeObject | undefined,
  expectation: Expectation,
): ChildView | undefined {
  if (!object && !expectation.expected) return undefined;
  return child(resource, namespace, name, object, expectation);
}

function child(
  resource: WatchedResource,
  namespace: string,
  name: string,
  object: KubeObject | undefined,
  expectation: Expectation,
): ChildView {
  const { kind } = RESOURCES[resource];
  return { resource, kind, namespace, name, object, presence: presence(resource, object, expectation) };
}

function presence(
  resource: WatchedResource,
  object: KubeObject | undefined,
  { expected, known, unreadable, done }: Expectation,
): Presence {
  if (object?.metadata.deletionTimestamp !== undefined) return "deleting";
  if (object) return expected ? "present" : "leftover";
  if (!known.has(resource)) return unreadable.has(resource) ? "unreadable" : "unknown";
  return done ? "missing" : "awaited";
}
