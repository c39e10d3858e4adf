/** What the Instance controller makes of an Instance: memory, channels, web endpoint, and its status. */
import { isDeepStrictEqual } from "node:util";
import { channelName, memoryName, webEndpointName } from "../../server/src/pack/names.ts";
import { runOf } from "./agent-runs.ts";
import { withFinalizer, withoutFinalizer } from "./finalizer.ts";
import { itemPath, type Kind } from "./kinds.ts";
import { type KubeObject, type RestClient, RestError } from "./rest-client.ts";

const FINALIZER = "sympozium.ai/finalizer";

interface InstanceSpec {
  readonly channels?: readonly { readonly type: string; readonly configRef?: { readonly secret?: string } }[];
  readonly skills?: readonly { readonly skillPackRef?: string }[];
}

export async function reconcileInstance(client: RestClient, namespace: string, name: string): Promise<void> {
  const found = await client.get("SympoziumInstance", namespace, name);
  if (!found) return;
  if (found.metadata.deletionTimestamp !== undefined) {
    return await withoutFinalizer(client, "SympoziumInstance", found, FINALIZER);
  }
  const instance = await withFinalizer(client, "SympoziumInstance", found, FINALIZER);
  const children = new Children(client, instance);
  await children.memory();
  const channels = await children.channels();
  await children.webEndpoint();
  await report(client, instance, channels);
}

class Children {
  readonly #client: RestClient;
  readonly #instance: KubeObject;
  readonly #namespace: string;

  constructor(client: RestClient, instance: KubeObject) {
    this.#client = client;
    this.#instance = instance;
    this.#namespace = instance.metadata.namespace ?? "";
  }

  async memory(): Promise<void> {
    const name = memoryName(this.#instance.metadata.name);
    // The seeds of the pack are there first: one queue serves both controllers, and the pack's turn was earlier.
    await this.#create("ConfigMap", name, { component: "memory" }, { data: { "MEMORY.md": "# Memory\n" } });
    await this.#create("PersistentVolumeClaim", `${name}-db`, { component: "memory-db" }, claim("1Gi"));
    await this.#create("Deployment", name, { component: "memory" }, deployment(name, "skill-memory"));
    await this.#create(
      "Service",
      name,
      { component: "memory" },
      {
        spec: { selector: { app: name }, ports: [{ port: 8080 }] },
      },
    );
  }

  /** The status of each. A channel whose Secret is missing is not started; pods of others are taken as running. */
  async channels(): Promise<object[]> {
    const { channels = [] } = this.#instance.spec as InstanceSpec;
    const states: object[] = [];
    for (const { type, configRef } of channels) {
      const secret = configRef?.secret ?? "";
      if (secret !== "" && !(await this.#client.get("Secret", this.#namespace, secret))) {
        states.push({ type, status: "Error", message: `secret ${secret} not found` });
        continue;
      }
      const name = channelName(this.#instance.metadata.name, type);
      const labels = { component: "channel", channel: type };
      await this.#create("Deployment", name, labels, deployment(name, `channel-${type}`));
      if (type === "whatsapp") {
        await this.#create("PersistentVolumeClaim", `${name}-data`, labels, claim("256Mi"));
      }
      states.push({ type, status: "Connected" });
    }
    return states;
  }

  /** While this run serves, nothing that is scheduled runs. */
  async webEndpoint(): Promise<void> {
    const { skills = [] } = this.#instance.spec as InstanceSpec;
    if (!skills.some(({ skillPackRef }) => skillPackRef === "web-endpoint")) return;
    const name = webEndpointName(this.#instance.metadata.name);
    const run = runOf(this.#instance, {
      agentId: "web-endpoint",
      task: "Serve the web endpoint.",
      mode: "server",
    });
    await this.#create("AgentRun", name, { component: "web-endpoint" }, { spec: run });
  }

  async #create(kind: Kind, name: string, labels: Record<string, string>, content: object): Promise<void> {
    const owner = this.#instance.metadata;
    const metadata = {
      name,
      labels: {
        "sympozium.ai/instance": owner.name,
        ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`sympozium.ai/${key}`, value])),
      },
      ownerReferences: [
        { ...typeOf("SympoziumInstance"), name: owner.name, uid: owner.uid, controller: true },
      ],
    };
    try {
      await this.#client.create(kind, this.#namespace, { metadata, ...content });
    } catch (error) {
      if (!(error instanceof RestError) || error.reason !== "AlreadyExists") throw error;
    }
  }
}

export function typeOf(kind: string) {
  return { apiVersion: "sympozium.ai/v1alpha1", kind };
}

async function report(client: RestClient, instance: KubeObject, channels: readonly object[]): Promise<void> {
  const { name, namespace = "" } = instance.metadata;
  const query = `?labelSelector=${encodeURIComponent(`sympozium.ai/instance=${name}`)}`;
  const phases = (await client.list("AgentRun", namespace, query)).map(
    (run) => (run.status as { phase?: string } | undefined)?.phase,
  );
  const active = phases.filter((phase) => phase === "Running" || phase === "Serving").length;
  const status = {
    phase: phases.includes("Serving") ? "Serving" : "Running",
    ...(active > 0 && { activeAgentPods: active }),
    ...(channels.length > 0 && { channels }),
  };
  if (isDeepStrictEqual(instance.status, status)) return;
  await client.request("PUT", `${itemPath("SympoziumInstance", namespace, name)}/status`, {
    ...instance,
    status,
  });
}

function claim(storage: string): object {
  return { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } } };
}

function deployment(name: string, image: string): object {
  const labels = { app: name };
  return {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "main", image }] } },
    },
  };
}
