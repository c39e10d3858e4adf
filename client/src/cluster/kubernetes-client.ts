/** The `ClusterClient` of one context: which requests its methods are, and what their answers mean. */
import type { ApiRequest, ApiTransport } from "./api-transport.ts";
import type {
  AccessQuestion,
  ClusterClient,
  DeleteOptions,
  KubeObject,
  ListOptions,
  ListPage,
  LogOptions,
  PatchKind,
  PatchOptions,
  ResourceType,
  WatchEvent,
  WatchOptions,
  Written,
} from "./cluster-client.ts";
import { ClusterError } from "./cluster-error.ts";
import { notAnApiServer, type RequestSubject } from "./cluster-error-mapping.ts";
import { FIELD_MANAGER } from "./field-manager.ts";
import { LineSplitter } from "./line-splitter.ts";
import { pathOf } from "./resource-path.ts";
import { isSecret, withoutSecretValues } from "./secret-redaction.ts";
import { isObject, watchEvent } from "./watch-event.ts";

/** In ms. */
const TIME = { health: 5_000, short: 15_000, page: 30_000, write: 30_000, log: 120_000 } as const;
/** In s: the server ends a watch after this and up to a quarter more, so that not all begin anew at once. */
const WATCH_SECONDS = 240;
/** In ms: how much longer we wait for that end. */
const WATCH_GRACE = 30_000;

const METADATA = {
  list: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
  watch: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
} as const;

const PATCH_TYPES: Readonly<Record<PatchKind, string>> = {
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
  apply: "application/apply-patch+yaml",
};

interface ListAnswer {
  /** Null for an empty list of metadata. */
  readonly items: readonly KubeObject[] | null;
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
}

export class KubernetesClient implements ClusterClient {
  readonly #transport: ApiTransport;
  readonly #watchSeconds: number;

  /** `watchSeconds`: after which the server ends a watch, which gives a last bookmark before. */
  constructor(transport: ApiTransport, { watchSeconds = WATCH_SECONDS }: { watchSeconds?: number } = {}) {
    this.#transport = transport;
    this.#watchSeconds = watchSeconds;
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    const subject = { verb: "get", resource: "its health" };
    const request = {
      method: "GET",
      path: "/readyz",
      accept: "*/*",
      timeoutMs: TIME.health,
      subject,
    } as const;
    try {
      const { text } = await this.#transport.send(request, signal);
      if (text.trim() !== "ok") throw notAnApiServer(this.#transport.host);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      // Every API server has this path, whatever is installed in it.
      if (error.status === 404) throw notAnApiServer(this.#transport.host);
      // Who may not ask for its health has been answered nevertheless.
      if (error.kind !== "forbidden") throw error;
    }
  }

  async servedResources(group: string, version: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const answer = await this.#json(
      {
        method: "GET",
        path: group === "" ? `/api/${version}` : `/apis/${group}/${version}`,
        timeoutMs: TIME.short,
        subject: { verb: "get", resource: `${group}/${version}` },
      },
      signal,
    );
    const { resources } = answer.value as { resources?: readonly { readonly name: string }[] };
    if (!Array.isArray(resources)) throw notAnApiServer(this.#transport.host);
    // Those with a slash are subresources.
    return new Set(resources.map(({ name }) => String(name)).filter((name) => !name.includes("/")));
  }

  async get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const subject = subjectOf("get", type, namespace, name);
    const path = pathOf(type, namespace, name);
    const answer = await this.#json({ method: "GET", path, timeoutMs: TIME.short, subject }, signal);
    return this.#object(answer.value, type);
  }

  async list(type: ResourceType, options: ListOptions, signal: AbortSignal): Promise<ListPage> {
    const { namespace, labelSelector, limit, continue: next } = options;
    const metadataOnly = options.metadataOnly || isSecret(type);
    const answer = await this.#json(
      {
        method: "GET",
        path: pathOf(type, namespace),
        query: { labelSelector, limit, continue: next },
        ...(metadataOnly && { accept: METADATA.list }),
        timeoutMs: TIME.page,
        subject: subjectOf("list", type, namespace),
      },
      signal,
    );
    const { items: given, metadata } = answer.value as ListAnswer;
    const items = given ?? [];
    if (!Array.isArray(items) || typeof metadata?.resourceVersion !== "string") {
      throw notAnApiServer(this.#transport.host);
    }
    return {
      items: isSecret(type) ? items.map(withoutSecretValues) : items,
      resourceVersion: metadata.resourceVersion,
      ...(metadata.continue && { continue: metadata.continue }),
    };
  }

  async watch(
    type: ResourceType,
    options: WatchOptions,
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, labelSelector, resourceVersion, onOpen } = options;
    const metadataOnly = options.metadataOnly || isSecret(type);
    const subject = subjectOf("watch", type, namespace);
    const seconds = Math.round(this.#watchSeconds * (1 + Math.random() / 4));
    const lines = new LineSplitter((line) => {
      // What is still in the pipe when somebody stops listening is not for them.
      if (!signal.aborted) onEvent(watchEvent(JSON.parse(line), type, subject));
    });
    await this.#transport.stream(
      {
        method: "GET",
        path: pathOf(type, namespace),
        query: {
          watch: true,
          allowWatchBookmarks: true,
          timeoutSeconds: seconds,
          resourceVersion,
          labelSelector,
        },
        ...(metadataOnly && { accept: METADATA.watch }),
        timeoutMs: TIME.short,
        streamTimeoutMs: seconds * 1000 + WATCH_GRACE,
        subject,
      },
      () => onOpen?.(),
      (text) => lines.push(text),
      signal,
    );
  }

  async create(
    type: ResourceType,
    namespace: string,
    body: KubeObject,
    { dryRun = false }: { readonly dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<Written> {
    return await this.#write(
      {
        method: "POST",
        path: pathOf(type, namespace),
        query: { ...strictly(dryRun) },
        body: JSON.stringify(body),
        timeoutMs: TIME.write,
        subject: subjectOf("create", type, namespace, body.metadata.name),
      },
      type,
      signal,
    );
  }

  async patch(
    type: ResourceType,
    namespace: string,
    name: string,
    { kind, body, dryRun = false, force = false }: PatchOptions,
    signal: AbortSignal,
  ): Promise<Written> {
    return await this.#write(
      {
        method: "PATCH",
        path: pathOf(type, namespace, name),
        query: { ...strictly(dryRun), force: kind === "apply" && force ? true : undefined },
        // Text is applied as its author wrote it: the server reads YAML as kubectl would.
        body: kind === "apply" && typeof body === "string" ? body : JSON.stringify(body),
        contentType: PATCH_TYPES[kind],
        timeoutMs: TIME.write,
        subject: subjectOf(kind === "apply" ? "apply" : "patch", type, namespace, name),
      },
      type,
      signal,
    );
  }

  async delete(
    type: ResourceType,
    namespace: string,
    name: string,
    { uid, resourceVersion, dryRun = false }: DeleteOptions,
    signal: AbortSignal,
  ): Promise<void> {
    const body = {
      apiVersion: "v1",
      kind: "DeleteOptions",
      propagationPolicy: "Background",
      preconditions: { uid, resourceVersion },
      ...(dryRun && { dryRun: ["All"] }),
    };
    await this.#transport.send(
      {
        method: "DELETE",
        path: pathOf(type, namespace, name),
        body: JSON.stringify(body),
        timeoutMs: TIME.write,
        subject: subjectOf("delete", type, namespace, name),
      },
      signal,
    );
  }

  async mayI(question: AccessQuestion, signal: AbortSignal): Promise<boolean> {
    const { type, ...about } = question;
    const resourceAttributes = { ...about, group: type.group, resource: type.plural };
    const answer = await this.#json(
      {
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        body: JSON.stringify({
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes },
        }),
        timeoutMs: TIME.short,
        subject: { verb: "create", resource: "selfsubjectaccessreviews" },
      },
      signal,
    );
    const { status } = answer.value as { status?: { readonly allowed?: unknown } };
    return status?.allowed === true;
  }

  async readLog(
    namespace: string,
    pod: string,
    { container, tailLines, sinceTime, follow = false, previous = false, timestamps = false }: LogOptions,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#transport.stream(
      {
        method: "GET",
        path: `${pathOf({ group: "", version: "v1", plural: "pods" }, namespace, pod)}/log`,
        query: {
          container,
          tailLines,
          sinceTime,
          follow: follow || undefined,
          previous: previous || undefined,
          timestamps: timestamps || undefined,
        },
        accept: "*/*",
        timeoutMs: TIME.page,
        ...(!follow && { streamTimeoutMs: TIME.log }),
        subject: { verb: "get", resource: "pods/log", namespace, name: pod },
      },
      () => undefined,
      (text) => {
        if (text !== "" && !signal.aborted) onText(text);
      },
      signal,
    );
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }

  async #write(request: ApiRequest, type: ResourceType, signal: AbortSignal): Promise<Written> {
    const { value, warnings } = await this.#json(request, signal);
    return { object: this.#object(value, type), warnings };
  }

  async #json(request: ApiRequest, signal: AbortSignal) {
    const { text, warnings } = await this.#transport.send(request, signal);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // The library's message would quote the answer.
      throw notAnApiServer(this.#transport.host);
    }
    if (typeof value !== "object" || value === null) throw notAnApiServer(this.#transport.host);
    return { value, warnings };
  }

  #object(value: object, type: ResourceType): KubeObject {
    if (!isObject(value)) throw notAnApiServer(this.#transport.host);
    return isSecret(type) ? withoutSecretValues(value) : value;
  }
}

function strictly(dryRun: boolean) {
  return {
    fieldManager: FIELD_MANAGER,
    fieldValidation: "Strict",
    dryRun: dryRun ? "All" : undefined,
  };
}

function subjectOf(verb: string, type: ResourceType, namespace?: string, name?: string): RequestSubject {
  return { verb, resource: type.plural, namespace, name, secret: isSecret(type) };
}
