/** What the API server fills in where a pack says nothing, as its CRD has it. */
import { type Fields, isFields } from "./fields.ts";

/** By the place of the object that gets them; `[]` stands for every entry of a list. */
export const PACK_DEFAULTS: readonly (readonly [object: readonly string[], field: string, value: unknown])[] =
  [
    [["spec"], "workflowType", "autonomous"],
    [["spec", "agentSandbox", "warmPool"], "size", 2],
    [["spec", "personas", "[]", "lifecycle"], "gateDefault", "block"],
    [["spec", "personas", "[]", "memory"], "enabled", true],
    [["spec", "personas", "[]", "schedule"], "type", "heartbeat"],
    // Of a build after the last release.
    [["spec", "sharedMemory"], "enabled", false],
    [["spec", "sharedMemory"], "storageSize", "1Gi"],
    [["spec", "sharedMemory", "accessRules", "[]"], "access", "read-write"],
  ];

/** A copy with the defaults, or the same if it has them all. */
export function withDefaults(pack: Fields): Fields {
  return PACK_DEFAULTS.reduce<Fields>(
    (all, [place, field, value]) => fill(all, place, field, value) as Fields,
    pack,
  );
}

function fill(value: unknown, place: readonly string[], field: string, missing: unknown): unknown {
  const [step, ...rest] = place;
  if (step === "[]") {
    return Array.isArray(value) ? value.map((item) => fill(item, rest, field, missing)) : value;
  }
  if (!isFields(value)) return value;
  // Where there is a default null stands for it; elsewhere it is refused.
  if (step === undefined) return (value[field] ?? null) === null ? { ...value, [field]: missing } : value;
  return value[step] === undefined ? value : { ...value, [step]: fill(value[step], rest, field, missing) };
}
