/** Secrets that go with the activation of a pack. */
import { isManagedSecret } from "../../../server/src/pack/secrets.ts";
import type { KubeObject } from "./cluster-client.ts";
import { LABELS } from "./resource-types.ts";

/**
 * Whether a deactivation of the pack deletes a Secret that its `authRefs` name: one with the name or the label of
 * what an activation creates. `object` is the Secret, if there is one.
 */
export function diesWithPack(pack: string, secret: string, object: KubeObject | undefined): boolean {
  return isManagedSecret(pack, secret) || object?.metadata.labels?.[LABELS.pack] === pack;
}
