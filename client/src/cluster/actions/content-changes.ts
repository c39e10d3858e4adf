/** What differs between an object as it is stored and as it would be, field by field. */
import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../cluster-client.ts";
import { type Fields, isFields } from "../fields.ts";
import { rawSpec } from "../object-fields.ts";
import { LAST_APPLIED } from "../resource-types.ts";
import { type PlannedChange, shownDifference } from "./plan.ts";

type Change = Pick<PlannedChange, "field" | "from" | "to">;

/** Of labels, annotations and `spec`: all that an author decides. Of lists of named things, each for itself. */
export function contentChanges(before: KubeObject, after: KubeObject): PlannedChange[] {
  const { name, annotations: stored = {}, labels = {} } = before.metadata;
  const { annotations = {}, labels: applied = {} } = after.metadata;
  const { [LAST_APPLIED]: _stored, ...storedNotes } = stored;
  const { [LAST_APPLIED]: _applied, ...appliedNotes } = annotations;
  const object = { kind: String(after.kind), name };
  return [
    ...mapChanges("metadata.labels", labels, applied),
    ...mapChanges("metadata.annotations", storedNotes, appliedNotes),
    ...fieldChanges("spec", rawSpec(before), rawSpec(after)),
  ].map((change) => ({ object, ...change }));
}

function mapChanges(path: string, from: Fields, to: Fields): Change[] {
  return keysOf(from, to).flatMap((key) => changes(`${path}["${key}"]`, from[key], to[key]));
}

function fieldChanges(path: string, from: Fields, to: Fields): Change[] {
  return keysOf(from, to).flatMap((key) => changes(`${path}.${key}`, from[key], to[key]));
}

function changes(path: string, from: unknown, to: unknown): Change[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (isFields(from) && isFields(to)) return fieldChanges(path, from, to);
  if (isNamedList(from) && isNamedList(to)) return listChanges(path, from, to);
  return [{ field: path, ...shownDifference(from, to) }];
}

/** By place where all that both have is in the same place, else by name. */
function listChanges(path: string, from: readonly Named[], to: readonly Named[]): Change[] {
  const both = Math.min(from.length, to.length);
  const inPlace = from.slice(0, both).every(({ name }, index) => name === to[index]?.name);
  if (inPlace) {
    return Array.from({ length: Math.max(from.length, to.length) }, (_, index) =>
      changes(`${path}[${index}]`, from[index], to[index]),
    ).flat();
  }
  const names = (list: readonly Named[]) => list.map(({ name }) => name).join(", ");
  const edited = from.flatMap((one) => {
    const [other, ...more] = to.filter(({ name }) => name === one.name);
    return other && more.length === 0 ? changes(`${path}[name="${one.name}"]`, one, other) : [];
  });
  return [{ field: path, ...shownDifference(names(from), names(to)) }, ...edited];
}

interface Named extends Fields {
  readonly name: string;
}

function isNamedList(value: unknown): value is readonly Named[] {
  return Array.isArray(value) && value.every((item) => isFields(item) && typeof item.name === "string");
}

function keysOf(left: Fields, right: Fields): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])];
}
