/**
 * The objects that the pack controller sends to the API server for an enabled pack, byte for byte and in its
 * order: for each persona the Instance, the ConfigMap with the seeds, the Schedule. The keys stand in the order
 * of the controller's JSON.
 */
import { type Instance, instanceOf } from "./instance.ts";
import type { Persona, PersonaPack } from "./persona-pack.ts";
import { DEFAULT_RELEASE, RELEASES, type Release } from "./releases.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import { type SeedConfigMap, seedConfigMapOf } from "./seed-config-map.ts";

export type GeneratedResource = Instance | SeedConfigMap | Schedule;

/**
 * All objects of the pack, whether it is enabled or not: what it makes once it is. Personas without a name are
 * left out, as are excluded ones. Personas with the same name each give their objects, the later ones over the
 * earlier ones.
 */
export function generatedResources(
  pack: PersonaPack,
  release: Release = DEFAULT_RELEASE,
): GeneratedResource[] {
  return pack.spec.personas.flatMap((persona) => personaResources(pack, persona, release));
}

/** The objects of one persona of the pack; none if it is excluded or has no name. */
export function personaResources(
  pack: PersonaPack,
  persona: Persona,
  release: Release = DEFAULT_RELEASE,
): GeneratedResource[] {
  const { name, memory, schedule, index } = persona;
  if (name === undefined || isExcluded(pack, persona)) return [];
  const behaviour = RELEASES[release];
  const resources: GeneratedResource[] = [instanceOf(pack, persona, name, behaviour)];
  if (memory && memory.seeds.length > 0) {
    resources.push(seedConfigMapOf(pack, memory.seeds, name, behaviour));
  }
  if (schedule) resources.push(scheduleOf(pack, schedule, name, index, behaviour));
  return resources;
}

/** Those for which the controller makes anything, once the pack is enabled. */
export function includedPersonas(pack: PersonaPack): (Persona & { readonly name: string })[] {
  return pack.spec.personas.filter(
    (persona): persona is Persona & { readonly name: string } =>
      persona.name !== undefined && !isExcluded(pack, persona),
  );
}

/** Exact match of the name, as the controller makes it. */
export function isExcluded({ spec }: PersonaPack, { name }: Persona): boolean {
  return name !== undefined && spec.excludePersonas.has(name);
}
