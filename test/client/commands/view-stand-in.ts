/** A cluster view whose manager can be replaced; what it shows is what a test says. */
import { systemClock } from "../../../client/src/cluster/clock.ts";
import type { ClusterClient, KubeObject } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterStore, type StoreWriter } from "../../../client/src/cluster/cluster-store.ts";
import { WATCHED } from "../../../client/src/cluster/resource-types.ts";
import type { ClusterView } from "../../../client/src/tree/cluster-view.ts";
import { EventEmitter } from "../vscode-stand-in.ts";

/** It knows nothing before `show`. */
export class ManagerStandIn {
  readonly snapshot = new ClusterStore(systemClock);
  readonly kubeconfig = {};
  /** How many look at it. */
  looks = 0;
  client: unknown;

  look(): { dispose(): void } {
    this.looks += 1;
    return {
      dispose: () => {
        this.looks -= 1;
      },
    };
  }

  /** All of a cluster, with these packs. */
  show(context: string, client: Partial<ClusterClient>, ...packs: readonly KubeObject[]): StoreWriter {
    const scope = { context, namespace: undefined };
    const writer = this.snapshot.open(scope, { phase: "connected" });
    this.client = { scope, client };
    for (const resource of WATCHED) {
      const sink = writer.sink(resource, () => undefined);
      if (resource === "packs") sink.listed(packs);
      sink.state({ phase: "live" });
    }
    return writer;
  }
}

export class ViewStandIn {
  readonly replaced = new EventEmitter<void>();
  readonly onDidReplaceManager = this.replaced.event;
  kubeconfig: readonly string[] = [];
  manager = new ManagerStandIn();

  /** As what is tested takes it. */
  get view(): ClusterView {
    return this as unknown as ClusterView;
  }

  /** As when the setting of the kubeconfig changes. */
  replace(): ManagerStandIn {
    this.manager.snapshot.dispose();
    this.manager.client = undefined;
    this.manager = new ManagerStandIn();
    this.replaced.fire();
    return this.manager;
  }
}

export function packWith(spec: object, resourceVersion: string): KubeObject {
  return { metadata: { name: "team", namespace: "ns", uid: "1", resourceVersion }, spec };
}
