/** What of the cluster an editor may know: names, and of which namespaces it knows them all. */
import { isDeepStrictEqual } from "node:util";
import type { ClusterNames, ClusterValues } from "../../../server/src/pack/known-cluster.ts";
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterScope, ClusterSnapshot } from "./cluster-snapshot.ts";
import type { Kubeconfig } from "./kubeconfig.ts";
import { DEFAULT_NAMESPACE } from "./namespaces.ts";
import { fieldsOf } from "./object-fields.ts";
import { policyDemand } from "./policy-demand.ts";
import type { WatchedResource } from "./resource-types.ts";

type ListName = Exclude<keyof ClusterValues, "context" | "namespace">;

interface ListSource {
  readonly resource: WatchedResource;
  /** Undefined for what does not belong in the list. */
  readonly nameOf: (object: KubeObject) => string | undefined;
}

const nameOf = ({ metadata }: KubeObject): string => metadata.name;

const SOURCES: Readonly<Record<ListName, ListSource>> = {
  packs: { resource: "packs", nameOf },
  skills: { resource: "skillPacks", nameOf },
  policies: { resource: "policies", nameOf },
  sandboxPolicies: {
    resource: "policies",
    nameOf: (policy) => (policyDemand(policy) !== undefined ? policy.metadata.name : undefined),
  },
  secrets: { resource: "secrets", nameOf },
  models: { resource: "instances", nameOf: modelOf },
};

/** What goes to the cluster without naming a namespace goes there. */
export function targetNamespace(
  scope: ClusterScope | undefined,
  kubeconfig: Pick<Kubeconfig, "contexts"> | undefined,
): string {
  const context = kubeconfig?.contexts.find(({ name }) => name === scope?.context);
  return scope?.namespace ?? context?.namespace ?? DEFAULT_NAMESPACE;
}

/** The values of one snapshot after the other. What has not changed is not worked out again. */
export class ClusterValuesReader {
  /** What was listed once stays known while it reconnects. */
  #listed: { readonly scope: ClusterScope; readonly resources: Set<WatchedResource> } | undefined;
  readonly #lists = new Map<
    ListName,
    { readonly objects: readonly KubeObject[]; readonly list: ClusterNames }
  >();
  #values: ClusterValues | undefined;

  /** The same as before if it says the same. Undefined while no cluster is chosen. */
  read(snapshot: ClusterSnapshot, namespace: string): ClusterValues | undefined {
    const { scope } = snapshot;
    if (!scope) return undefined;
    const values: ClusterValues = {
      context: scope.context,
      namespace,
      packs: this.#list("packs", snapshot),
      skills: this.#list("skills", snapshot),
      policies: this.#list("policies", snapshot),
      sandboxPolicies: this.#list("sandboxPolicies", snapshot),
      secrets: this.#list("secrets", snapshot),
      models: this.#list("models", snapshot),
    };
    if (!this.#values || !isSame(this.#values, values)) this.#values = values;
    return this.#values;
  }

  #list(name: ListName, snapshot: ClusterSnapshot): ClusterNames {
    const { resource, nameOf } = SOURCES[name];
    const objects = snapshot.all(resource);
    const complete = this.#complete(snapshot, resource);
    const old = this.#lists.get(name);
    const names = old?.objects === objects ? old.list.names : namesOf(objects, nameOf);
    let list: ClusterNames = { names, complete };
    if (old && isDeepStrictEqual(old.list, list)) list = old.list;
    this.#lists.set(name, { objects, list });
    return list;
  }

  /** Nothing is complete that is still read, may not be read, or is no longer followed. */
  #complete(snapshot: ClusterSnapshot, resource: WatchedResource): ClusterNames["complete"] {
    const { scope, connection } = snapshot;
    if (!scope || connection.phase !== "connected") {
      this.#listed = undefined;
      return [];
    }
    if (!isDeepStrictEqual(this.#listed?.scope, scope)) this.#listed = { scope, resources: new Set() };
    const { phase } = snapshot.state(resource);
    if (phase === "live") this.#listed?.resources.add(resource);
    else if (phase !== "reconnecting" && phase !== "resuming") this.#listed?.resources.delete(resource);
    if (!this.#listed?.resources.has(resource)) return [];
    return scope.namespace === undefined ? "all" : [scope.namespace];
  }
}

/** Its members are the same objects if they say the same. */
function isSame(left: ClusterValues, right: ClusterValues): boolean {
  const fields: readonly (keyof ClusterValues)[] = Object.keys(left) as (keyof ClusterValues)[];
  return fields.every((field) => left[field] === right[field]);
}

function namesOf(objects: readonly KubeObject[], nameOf: ListSource["nameOf"]): ClusterNames["names"] {
  const names = new Map<string, Set<string>>();
  for (const object of objects) {
    const name = nameOf(object);
    if (name === undefined) continue;
    const { namespace = "" } = object.metadata;
    const known = names.get(namespace) ?? new Set();
    names.set(namespace, known.add(name));
  }
  return Object.fromEntries([...names].map(([namespace, known]) => [namespace, [...known].sort()]));
}

const models = new WeakMap<KubeObject, string>();

/** Of thousands of Instances few have changed when all are looked at again. */
function modelOf(instance: KubeObject): string | undefined {
  let model = models.get(instance);
  if (model === undefined) {
    model = fieldsOf(instance, "spec").object("agents")?.object("default")?.text("model") ?? "";
    models.set(instance, model);
  }
  return model || undefined;
}
