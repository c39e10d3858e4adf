/** The ConfigMap with the seeds of a persona's memory. Written once; no owner, so it is deleted by hand. */
import { type ObjectMetadata, personaMetadata } from "./kubernetes-object.ts";
import { instanceName, memoryName, packName } from "./names.ts";
import type { PersonaPack } from "./persona-pack.ts";
import type { ReleaseBehaviour } from "./releases.ts";

export interface SeedConfigMap {
  readonly apiVersion: "v1";
  readonly data: { readonly "MEMORY.md": string };
  readonly kind: "ConfigMap";
  readonly metadata: ObjectMetadata;
}

/** `name` is the persona's. */
export function seedConfigMapOf(
  pack: PersonaPack,
  seeds: readonly string[],
  name: string,
  behaviour: ReleaseBehaviour,
): SeedConfigMap {
  const configMap = memoryName(instanceName(packName(pack), name));
  return {
    apiVersion: "v1",
    data: { "MEMORY.md": `# Memory\n\n${seeds.map((seed) => `- ${seed}\n`).join("")}` },
    kind: "ConfigMap",
    metadata: personaMetadata(pack, name, configMap, behaviour, { "sympozium.ai/memory": "true" }),
  };
}
