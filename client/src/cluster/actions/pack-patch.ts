/** The one request that changes a pack: all or nothing, and only if the pack is still as its dialog showed it. */
import { isDeepStrictEqual } from "node:util";
import { rawSpec } from "../object-fields.ts";
import { RESOURCES } from "../resource-types.ts";
import type { PackTarget } from "./pack-target.ts";
import { type PlannedChange, type PlanStep, shownDifference } from "./plan.ts";

/** New values of fields; null or undefined removes the field. Lists and maps are given whole. */
export type FieldValues = Readonly<Record<string, unknown>>;

export interface PackEdit {
  readonly spec: FieldValues;
  /** By index in `spec.personas`. */
  readonly personas?: ReadonlyMap<number, FieldValues>;
}

/**
 * A merge patch, or where single personas change a JSON patch, as merging would replace all personas. Both carry the
 * `resourceVersion`, which says whether anything has changed since, places in the list of personas included.
 */
export function packPatch({ target, object }: PackTarget, { spec, personas }: PackEdit): PlanStep {
  const { uid, resourceVersion } = target;
  const step = { verb: "patch", type: RESOURCES.packs, name: target.name } as const;
  if (!personas || personas.size === 0) {
    const values = Object.fromEntries(Object.entries(spec).map(([field, value]) => [field, value ?? null]));
    return { ...step, kind: "merge", body: { metadata: { uid, resourceVersion }, spec: values } };
  }
  const stored = rawSpec(object);
  const operations: object[] = [
    { op: "test", path: "/metadata/uid", value: uid },
    // A failed test would be answered as an invalid request; an old version is answered as a conflict.
    { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
    ...operationsFor("/spec", spec, stored),
  ];
  for (const [index, values] of personas) {
    operations.push(...operationsFor(`/spec/personas/${index}`, values, storedPersona(stored, index)));
  }
  return { ...step, kind: "json", body: operations };
}

/** `spec` of the pack as it will be. */
export function editedSpec({ object }: PackTarget, { spec, personas }: PackEdit): Record<string, unknown> {
  const stored = rawSpec(object);
  const edited = withValues(stored, spec);
  if (!personas || !Array.isArray(stored.personas)) return edited;
  return {
    ...edited,
    personas: stored.personas.map((persona: unknown, index) => {
      const values = personas.get(index);
      return values ? withValues(storedPersona(stored, index), values) : persona;
    }),
  };
}

/** What the edit itself changes, without its consequences. */
export function editChanges(pack: PackTarget, { spec, personas = new Map() }: PackEdit): PlannedChange[] {
  const object = { kind: RESOURCES.packs.kind, name: pack.target.name };
  const stored = rawSpec(pack.object);
  const compare = (prefix: string, values: FieldValues, before: FieldValues): PlannedChange[] =>
    Object.entries(values)
      .filter(([field, value]) => !isDeepStrictEqual(before[field] ?? undefined, value ?? undefined))
      .map(([field, value]) => ({
        object,
        field: `${prefix}.${field}`,
        ...shownDifference(before[field], value),
      }));
  return [
    ...compare("spec", spec, stored),
    ...[...personas].flatMap(([index, values]) =>
      compare(`spec.personas[${index}]`, values, storedPersona(stored, index)),
    ),
  ];
}

function operationsFor(path: string, values: FieldValues, stored: FieldValues): object[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (value !== undefined && value !== null) return [{ op: "add", path: `${path}/${field}`, value }];
    return stored[field] === undefined ? [] : [{ op: "remove", path: `${path}/${field}` }];
  });
}

function withValues(stored: FieldValues, values: FieldValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...stored, ...values }).filter(([, value]) => value !== undefined && value !== null),
  );
}

function storedPersona({ personas }: FieldValues, index: number): FieldValues {
  const persona: unknown = Array.isArray(personas) ? personas[index] : undefined;
  return typeof persona === "object" && persona !== null ? (persona as FieldValues) : {};
}
