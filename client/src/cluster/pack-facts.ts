/** What a stored pack says should exist. Depends on the pack alone, so it is worked out once per revision. */
import { includedPersonas, isExcluded } from "../../../server/src/pack/generated-resources.ts";
import { trimBlanks } from "../../../server/src/pack/go-space.ts";
import { DROPPED_SKILL } from "../../../server/src/pack/instance.ts";
import { instanceName, memoryName, packName, scheduleName } from "../../../server/src/pack/names.ts";
import { type Persona, type PersonaPack, readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { servesWeb } from "../../../server/src/pack/second-order-resources.ts";
import { type NeededSecret, neededSecrets } from "../../../server/src/pack/secrets.ts";
import type { KubeObject } from "./cluster-client.ts";
import { fieldsOf } from "./object-fields.ts";

export interface PersonaFacts {
  readonly persona: Persona;
  readonly key: string;
  /** Names of what comes of it, also of an excluded one: something may be left. */
  readonly instance: string;
  readonly schedule: string;
  /** The seeds or, without, a placeholder by another controller. */
  readonly memory: string;
  readonly excluded: boolean;
  readonly servesWeb: boolean;
}

export interface PackFacts {
  readonly pack: PersonaPack;
  readonly namespace: string;
  readonly name: string;
  readonly personas: readonly PersonaFacts[];
  readonly names: ReadonlySet<string>;
  readonly needed: readonly NeededSecret[];
  /** Names of Secrets that the pack refers to. */
  readonly secrets: readonly string[];
  /** Names of SkillPacks that personas list, with the personas; excluded ones aside. */
  readonly skills: ReadonlyMap<string, readonly string[]>;
  readonly sharedMemory: boolean;
}

const known = new WeakMap<KubeObject, PackFacts>();

export function packFacts(object: KubeObject): PackFacts {
  const facts = known.get(object) ?? read(object);
  known.set(object, facts);
  return facts;
}

function read(object: KubeObject): PackFacts {
  const { pack } = readPersonaPack(object);
  const { name, namespace = "" } = object.metadata;
  const keys = new Set<string>();
  const needed = neededSecrets(pack);
  const personas = pack.spec.personas.map((persona) => personaFacts(pack, persona, keys));
  return {
    pack,
    namespace,
    name,
    personas,
    names: new Set(personas.flatMap(({ persona }) => persona.name ?? [])),
    needed,
    secrets: [
      ...new Set(
        [
          ...pack.spec.authRefs.map(({ secret }) => trimBlanks(secret)),
          ...needed.map(({ name: secret = "" }) => secret),
        ].filter((secret) => secret !== ""),
      ),
    ],
    skills: skillUsers(pack),
    sharedMemory: fieldsOf(object, "spec").object("sharedMemory")?.flag("enabled") ?? false,
  };
}

/** Not those that the controller adds by itself: without their SkillPacks only what they tell the model is missing. */
function skillUsers(pack: PersonaPack): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { name, skills } of includedPersonas(pack)) {
    for (const skill of new Set(skills)) {
      if (skill !== "" && skill !== DROPPED_SKILL) {
        users.set(skill, [...(users.get(skill) ?? []), name]);
      }
    }
  }
  return users;
}

function personaFacts(pack: PersonaPack, persona: Persona, keys: Set<string>): PersonaFacts {
  const { name = "", index } = persona;
  const instance = instanceName(packName(pack), name);
  const key = name === "" || keys.has(name) ? `${name}#${index}` : name;
  keys.add(key);
  return {
    persona,
    key,
    instance,
    schedule: scheduleName(instance),
    memory: memoryName(instance),
    excluded: isExcluded(pack, persona),
    servesWeb: servesWeb(pack, persona),
  };
}
