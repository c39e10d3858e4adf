/** Fields of stored objects, whose content nobody has checked for us. */
import { PlainObject } from "../../../server/src/pack/plain-object.ts";
import type { KubeObject } from "./cluster-client.ts";
import { type Fields, fieldsIn } from "./fields.ts";

/** What is below `spec` or `status`; without fields if there is nothing. */
export function fieldsOf(object: KubeObject | undefined, part: "spec" | "status" | "data"): PlainObject {
  const value = object?.[part];
  return (value === undefined ? undefined : PlainObject.from(value, [], [])) ?? PlainObject.empty();
}

export function phaseOf(object: KubeObject | undefined): string {
  return fieldsOf(object, "status").text("phase");
}

/** `spec` as it is stored, for patches and comparisons. */
export function rawSpec(object: KubeObject | undefined): Fields {
  return fieldsIn(object?.spec);
}

/** Undefined also for what is being deleted, which the controllers make anew once it is gone. */
export function lasting(object: KubeObject | undefined): KubeObject | undefined {
  return object?.metadata.deletionTimestamp === undefined ? object : undefined;
}

export function isOwnedBy(object: KubeObject, owner: KubeObject | undefined): boolean {
  const uid = owner?.metadata.uid;
  return uid !== undefined && (object.metadata.ownerReferences ?? []).some((one) => one.uid === uid);
}
