/**
 * Values that the schema does not list because the API server takes any, although only some mean something.
 * One registration of a source serves completion, rules and hovers.
 */
import { type ClusterKind, type KnownCluster, skillNamespaces } from "../pack/known-cluster.ts";
import type { ReleaseBehaviour } from "../pack/releases.ts";
import type { PackDocument, PersonaEntry } from "../yaml/pack-document.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import type { PathStep } from "../yaml/schema.ts";

export interface KnownValue {
  readonly value: string;
  /** A few words beside it. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** `unlisted` means something but is not worth proposing; a `mistake` is a name that people take for a value. */
  readonly standing?: "unlisted" | "mistake";
}

/** Where a value stands, and what its source may depend on. */
export interface ValuePlace {
  readonly document: PackDocument;
  /** From the root of the pack. */
  readonly path: readonly PathStep[];
  /** The persona that the place is in. */
  readonly persona: PersonaEntry | undefined;
  readonly release: ReleaseBehaviour;
  readonly cluster: KnownCluster;
}

export interface ValueSource {
  /** What each value is, for people: `skill`. */
  readonly noun: string;
  /** Fields by name, `[]` for entries of a list, `*` for any key of a free map: `spec.skillParams.*`. */
  readonly paths: readonly string[];
  /** Whether it knows the values of a field, or the names of a map's keys. */
  readonly provides: "values" | "keys";
  /** Nothing else has a meaning. Otherwise a value that is not known may well be right. */
  readonly complete?: true;
  /** The same in every pack and every cluster. */
  readonly fixed?: readonly KnownValue[];
  /** What depends on the place, or is known of a fixed value there. */
  readonly values?: (place: ValuePlace) => readonly KnownValue[];
  /** Written elsewhere already, so that it is not worth proposing here. */
  readonly taken?: (place: ValuePlace) => readonly string[];
}

/** Names that the cluster has where the pack goes; what they do is not known here. */
export function fromCluster(kind: ClusterKind, { document, cluster }: ValuePlace): KnownValue[] {
  return inNamespace(cluster, kind, namespaceOf({ document, cluster }));
}

/** Where the pack goes. */
export function namespaceOf({ document, cluster }: Pick<ValuePlace, "document" | "cluster">): string {
  return cluster.namespaceOf(packFacts(document).root?.get("metadata")?.get("namespace")?.spelling);
}

/** SkillPacks that runs of the pack find; of two with one name, the one in their own namespace. */
export function skillsFromCluster(place: ValuePlace): KnownValue[] {
  const { cluster } = place;
  const found = skillNamespaces(namespaceOf(place)).toReversed();
  return found.flatMap((place) => inNamespace(cluster, "skills", place));
}

/** Helm keeps its releases in Secrets: nobody refers to them. */
const RELEASE_OF_HELM = /^sh\.helm\.release\.v\d+\./;

function inNamespace(cluster: KnownCluster, kind: ClusterKind, namespace: string): KnownValue[] {
  const detail = `in the namespace ${namespace} of the cluster`;
  return cluster.names(kind, namespace).map((value) => ({
    value,
    detail,
    ...(kind === "secrets" && RELEASE_OF_HELM.test(value) && { standing: "unlisted" as const }),
  }));
}

/** Sentences of markdown, empty ones left out. */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined && part !== "").join(" ");
}

export function codeList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
