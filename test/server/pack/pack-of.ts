import { type PersonaPack, readPersonaPack } from "../../../server/src/pack/persona-pack.ts";

/** A valid pack named `team`; `personas` need only what the test is about. */
export function packOf(personas: readonly object[], spec: object = {}, name = "team"): PersonaPack {
  const { pack, unusable } = readPersonaPack({
    metadata: { name },
    spec: { ...spec, personas: personas.map((persona) => ({ systemPrompt: "Be brief.", ...persona })) },
  });
  if (unusable.length > 0) throw new Error(JSON.stringify(unusable));
  return pack;
}
