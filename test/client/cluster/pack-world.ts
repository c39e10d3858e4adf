/** A store filled as reflectors fill it, with packs and what the controllers make of them. */

import type { KubeObject } from "../../../client/src/cluster/cluster-client.ts";
import type {
  ClusterScope,
  ConnectionState,
  ResourceState,
} from "../../../client/src/cluster/cluster-snapshot.ts";
import { ClusterStore, type StoreWriter } from "../../../client/src/cluster/cluster-store.ts";
import { LABELS, WATCHED, type WatchedResource } from "../../../client/src/cluster/resource-types.ts";
import { personaResources } from "../../../server/src/pack/generated-resources.ts";
import { instanceName, memoryName } from "../../../server/src/pack/names.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { FakeClock } from "./fake-clock.ts";

type Content = { readonly metadata?: object; readonly [field: string]: unknown };

const RESOURCE_OF_KIND: Readonly<Record<string, WatchedResource>> = {
  SympoziumInstance: "instances",
  SympoziumSchedule: "schedules",
  ConfigMap: "configMaps",
};

export const NAMESPACE = "ns";

export class PackWorld {
  readonly clock = new FakeClock();
  readonly store = new ClusterStore(this.clock);
  /** What listeners of the store were told, since it was last looked at. */
  heard: (ReadonlySet<string> | undefined)[] = [];
  readonly #writer: StoreWriter;
  #version = 0;

  constructor(scope: ClusterScope = { context: "kind", namespace: undefined }) {
    this.#writer = this.store.open(scope, { phase: "connected" });
    for (const resource of WATCHED) this.state(resource, { phase: "live" });
    this.store.onChange((packs) => this.heard.push(packs));
  }

  state(resource: WatchedResource, state: ResourceState): void {
    this.#writer.state(resource, state);
  }

  connection(state: ConnectionState): void {
    this.#writer.connection(state);
  }

  put(resource: WatchedResource, name: string, { metadata, ...content }: Content = {}): KubeObject {
    const version = String(++this.#version);
    const object: KubeObject = {
      ...content,
      metadata: {
        name,
        namespace: NAMESPACE,
        uid: `${resource}-${name}`,
        creationTimestamp: "2025-12-31T23:00:00Z",
        ...metadata,
        resourceVersion: version,
      },
    };
    this.#sink(resource).changed("MODIFIED", object);
    return object;
  }

  remove(resource: WatchedResource, name: string): void {
    const object = this.store.current.get(resource, NAMESPACE, name);
    if (object) this.#sink(resource).changed("DELETED", object);
  }

  /** The pack alone. */
  pack(name: string, spec: object, status: object = { phase: "Ready" }, metadata: object = {}): KubeObject {
    return this.put("packs", name, { kind: "PersonaPack", metadata, spec, status });
  }

  /** The pack with all that the controllers make of it. */
  installed(name: string, spec: object, metadata: object = {}): void {
    const { pack } = readPersonaPack(this.pack(name, { enabled: true, ...spec }, undefined, metadata));
    for (const persona of pack.spec.personas) {
      const resources = personaResources(pack, persona);
      for (const { kind, metadata, ...content } of resources) {
        const resource = RESOURCE_OF_KIND[kind];
        const made = { phase: kind === "SympoziumSchedule" ? "Active" : "Running" };
        const { namespace: _everywhere, ...rest } = metadata;
        if (resource) this.put(resource, metadata.name, { kind, ...content, metadata: rest, status: made });
      }
      if (resources.length > 0 && !resources.some(({ kind }) => kind === "ConfigMap")) {
        const instance = instanceName(name, persona.name ?? "");
        this.put("configMaps", memoryName(instance), {
          metadata: { labels: { [LABELS.instance]: instance } },
        });
      }
    }
  }

  /** Of a schedule; the status it has is overwritten. */
  scheduleStatus(name: string, status: object, spec: object = {}): void {
    this.#change("schedules", name, { spec, status });
  }

  instanceStatus(name: string, status: object): void {
    this.#change("instances", name, { status });
  }

  run(instance: string, number: number, status: object): void {
    const minute = String(number).padStart(2, "0");
    this.put("runs", `${instance}-schedule-${number}`, {
      metadata: { labels: { [LABELS.instance]: instance }, creationTimestamp: `2025-12-31T23:${minute}:00Z` },
      status,
    });
  }

  #change(resource: WatchedResource, name: string, parts: Readonly<Record<string, object>>): void {
    const before = this.store.current.get(resource, NAMESPACE, name);
    if (!before) throw new Error(`there is no ${resource} ${name}`);
    const changed = Object.entries(parts).map(([part, value]) => [
      part,
      { ...(before[part] as object | undefined), ...value },
    ]);
    this.put(resource, name, { ...before, ...Object.fromEntries(changed) });
  }

  #sink(resource: WatchedResource) {
    return this.#writer.sink(resource, () => {});
  }
}

export function persona(name: string, more: object = {}): object {
  return { name, systemPrompt: "", ...more };
}

export const HOURLY = { schedule: { type: "heartbeat", interval: "1h", task: "t" } };

/** Of a provider that needs no key. */
export const KEYLESS = { baseURL: "http://ollama:11434/v1" };
