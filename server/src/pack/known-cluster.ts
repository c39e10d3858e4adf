/**
 * What is known of the cluster that packs may be applied to: names only, and which of the lists have them all. What
 * no list covers is unknown, which is not the same as absent.
 */
import { skillPackName } from "./skill-pack-name.ts";

/** Where Helm installs Sympozium unless it is told otherwise; runs look here for SkillPacks after their namespace. */
export const SYSTEM_NAMESPACE = "sympozium-system";

/** Names of one kind. */
export interface ClusterNames {
  /** By namespace, in any order. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Namespaces of which no name is missing; `all`: every namespace, also those that have none. */
  readonly complete: "all" | readonly string[];
}

export interface ClusterValues {
  /** Of the kubeconfig, for people; empty without a cluster. */
  readonly context: string;
  /** Of packs that name none; empty without a cluster. */
  readonly namespace: string;
  readonly packs: ClusterNames;
  readonly skills: ClusterNames;
  readonly policies: ClusterNames;
  /** Those of `policies` that demand a sandbox. */
  readonly sandboxPolicies: ClusterNames;
  /** Of Secrets, never what they hold. */
  readonly secrets: ClusterNames;
  /** Models that agents use. */
  readonly models: ClusterNames;
}

export type ClusterKind = "packs" | "skills" | "policies" | "sandboxPolicies" | "secrets" | "models";

/** `unknown`: nobody could read all that is there. */
export type Standing = "there" | "absent" | "unknown";

const NOTHING: ClusterNames = { names: {}, complete: [] };

const NO_VALUES: ClusterValues = {
  context: "",
  namespace: "",
  packs: NOTHING,
  skills: NOTHING,
  policies: NOTHING,
  sandboxPolicies: NOTHING,
  secrets: NOTHING,
  models: NOTHING,
};

export class KnownCluster {
  readonly context: string;
  readonly #values: ClusterValues;
  readonly #sets = new Map<string, ReadonlySet<string>>();

  /** Lists that are left out are not known. */
  constructor(values: Partial<ClusterValues> = {}) {
    this.#values = { ...NO_VALUES, ...values };
    this.context = this.#values.context;
  }

  /** The namespace of a pack that writes this one, or none. */
  namespaceOf(written: string | undefined): string {
    return written || this.#values.namespace;
  }

  standing(kind: ClusterKind, namespace: string, name: string): Standing {
    if (this.#set(kind, namespace).has(name)) return "there";
    return this.#isComplete(kind, namespace) ? "absent" : "unknown";
  }

  /** Of a SkillPack for runs in a namespace. They find `k8s-ops` by `skillpack-k8s-ops`, too. */
  skillStanding(namespace: string, name: string): Standing {
    const names = [name, skillPackName(name)];
    const places = skillNamespaces(namespace);
    const found = places.flatMap((place) => names.map((each) => this.standing("skills", place, each)));
    if (found.includes("there")) return "there";
    return found.includes("unknown") ? "unknown" : "absent";
  }

  /** Whether runs there take another SkillPack for the one that comes with Sympozium, under either of its names. */
  hasOwnSkill(namespace: string, name: string): boolean {
    return (
      namespace !== SYSTEM_NAMESPACE && this.standing("skills", namespace, skillPackName(name)) === "there"
    );
  }

  /** Those that are known, in their order. */
  names(kind: ClusterKind, namespace: string): readonly string[] {
    const { names } = this.#values[kind];
    return Object.hasOwn(names, namespace) ? (names[namespace] ?? []) : [];
  }

  #set(kind: ClusterKind, namespace: string): ReadonlySet<string> {
    const key = `${kind}/${namespace}`;
    let set = this.#sets.get(key);
    if (!set) {
      set = new Set(this.names(kind, namespace));
      this.#sets.set(key, set);
    }
    return set;
  }

  #isComplete(kind: ClusterKind, namespace: string): boolean {
    const { complete } = this.#values[kind];
    return namespace !== "" && (complete === "all" || complete.includes(namespace));
  }
}

/** In the order in which runs look for a SkillPack. */
export function skillNamespaces(namespace: string): readonly string[] {
  return namespace === SYSTEM_NAMESPACE ? [namespace] : [namespace, SYSTEM_NAMESPACE];
}

export const NO_CLUSTER = new KnownCluster();
