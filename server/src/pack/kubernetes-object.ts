import { omitEmpty, sortedMap } from "./go-json.ts";
import { packName } from "./names.ts";
import type { PersonaPack } from "./persona-pack.ts";
import type { ReleaseBehaviour } from "./releases.ts";

export const API_VERSION = "sympozium.ai/v1alpha1";

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller: true;
  readonly blockOwnerDeletion: true;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Without the `uid`, which only the stored pack has. */
  readonly ownerReferences?: readonly OwnerReference[];
}

/** Metadata of an object in the namespace of its pack, with the labels that lead back to pack and persona. */
export function personaMetadata(
  pack: PersonaPack,
  persona: string,
  name: string,
  behaviour: ReleaseBehaviour,
  moreLabels: Readonly<Record<string, string>> = {},
): ObjectMetadata {
  const labels = {
    ...moreLabels,
    [behaviour.packLabel]: packName(pack),
    [behaviour.personaLabel]: persona,
  };
  return {
    name,
    ...omitEmpty({ namespace: pack.metadata.namespace }),
    labels: sortedMap(Object.entries(labels)) ?? {},
  };
}

export function ownedByPack(
  metadata: ObjectMetadata,
  pack: PersonaPack,
  behaviour: ReleaseBehaviour,
): ObjectMetadata {
  const owner = {
    apiVersion: API_VERSION,
    kind: behaviour.kind,
    name: packName(pack),
    controller: true,
    blockOwnerDeletion: true,
  } as const;
  return { ...metadata, ownerReferences: [owner] };
}
