/** A store as it looks when a cluster has been listed, filled by hand. */

import type { KubeObject } from "../../../../client/src/cluster/cluster-client.ts";
import type { ResourceState } from "../../../../client/src/cluster/cluster-snapshot.ts";
import { ClusterStore, type StoreWriter } from "../../../../client/src/cluster/cluster-store.ts";
import { WATCHED, type WatchedResource } from "../../../../client/src/cluster/resource-types.ts";
import { generatedResources } from "../../../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { FakeClock } from "../fake-clock.ts";

export const NOW = new Date("2026-11-23T10:30:00Z");
export const NAMESPACE = "ns";

const RESOURCE_OF_KIND: Readonly<Record<string, WatchedResource>> = {
  SympoziumInstance: "instances",
  SympoziumSchedule: "schedules",
  ConfigMap: "configMaps",
};

export class KnownCluster {
  readonly clock = new FakeClock();
  readonly store = new ClusterStore(this.clock);
  readonly writer: StoreWriter;
  #version = 100;

  constructor(shown: "one" | "all" = "one") {
    const namespace = shown === "one" ? NAMESPACE : undefined;
    this.writer = this.store.open({ context: "test", namespace }, { phase: "connected" });
    for (const resource of WATCHED) this.state(resource, { phase: "live" });
  }

  get snapshot() {
    return this.store.current;
  }

  state(resource: WatchedResource, state: ResourceState): void {
    this.writer.state(resource, state);
  }

  put(resource: WatchedResource, name: string, content: object = {}): KubeObject {
    const { metadata, ...rest } = content as { metadata?: object };
    const object: KubeObject = {
      ...rest,
      metadata: {
        name,
        namespace: NAMESPACE,
        uid: `${resource}-${name}`,
        generation: 1,
        ...metadata,
        resourceVersion: String(++this.#version),
      },
    };
    this.writer.sink(resource, () => undefined).changed("ADDED", object);
    return object;
  }

  remove(resource: WatchedResource, name: string): void {
    const object = this.snapshot.get(resource, NAMESPACE, name);
    if (object) this.writer.sink(resource, () => undefined).changed("DELETED", object);
  }

  /** It stays as it is until its finalizers have done their work. */
  terminate(resource: WatchedResource, name: string): void {
    const { metadata, ...content } = this.snapshot.get(resource, NAMESPACE, name) ?? { metadata: {} };
    const deletionTimestamp = NOW.toISOString();
    this.put(resource, name, { ...content, metadata: { ...metadata, deletionTimestamp } });
  }

  pack(name: string, spec: object, more: object = {}): KubeObject {
    return this.put("packs", name, { spec, ...more });
  }

  /** The pack and all that the pack controller makes of it. */
  installed(name: string, spec: object, status: object = { phase: "Ready" }): KubeObject {
    const object = this.pack(name, { enabled: true, ...spec }, { status });
    const { pack } = readPersonaPack(object);
    for (const { kind, metadata, ...content } of generatedResources(pack)) {
      const resource = RESOURCE_OF_KIND[kind];
      const ownerReferences = metadata.ownerReferences?.map((owner) => ({
        ...owner,
        uid: object.metadata.uid,
      }));
      const owned = { ...metadata, ...(ownerReferences && { ownerReferences }) };
      if (resource) this.put(resource, metadata.name, { ...content, metadata: owned });
    }
    return object;
  }
}
