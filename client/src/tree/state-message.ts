/** What the view says as a whole: why it is empty, how current it is, how many packs fail. */
import { counted } from "../../../server/src/pack/counted.ts";
import type { ClusterErrorKind } from "../cluster/cluster-error.ts";
import type { ClusterSnapshot, ConnectionState } from "../cluster/cluster-snapshot.ts";
import { present } from "../cluster/error-presentation.ts";
import type { PackModel } from "../cluster/pack-model.ts";
import { plainLine, withoutLinks } from "../cluster/plain-text.ts";
import { filterWords, isFiltering, type TreeFilter } from "./tree-filter.ts";

/** Values of the context key that chooses among `viewsWelcome` in package.json. */
export const VIEW_STATES = [
  "loading",
  "no-kubeconfig",
  "bad-kubeconfig",
  "no-context",
  "offline",
  "tls",
  "unauthenticated",
  "forbidden",
  "choose-namespace",
  "crd-missing",
  "failed",
  "no-packs",
  "no-packs-anywhere",
  "no-namespace",
  "filtered",
  "packs",
] as const;

export type ViewState = (typeof VIEW_STATES)[number];

/** `shown` is how many packs pass the filter. */
export function viewState(model: PackModel, shown: number): ViewState {
  if (shown > 0) return "packs";
  if (model.packs.length > 0) return "filtered";
  return emptyBecause(model) ?? (model.listed ? emptyPlace(model) : "loading");
}

function emptyBecause({ connection, blocked, scope }: PackModel): ViewState | undefined {
  if (connection.phase === "blocked") return present(connection.kind, connection.reason).state;
  if (connection.phase === "connected" || connection.phase === "connecting") {
    const packs = blocked.find(({ resource }) => resource === "packs");
    // Nobody chose this namespace: it is the one to fall back on.
    if (packs?.kind === "forbidden" && scope?.narrowed) return "choose-namespace";
    return packs && present(packs.kind, packs.reason).state;
  }
  return connection.phase;
}

function emptyPlace({ scope }: PackModel): ViewState {
  if (scope?.absent) return "no-namespace";
  return scope?.namespace === undefined ? "no-packs-anywhere" : "no-packs";
}

export interface Obstacle {
  /** In the words of whoever found it. */
  readonly reason: string;
  /** Undefined for what no cluster has said: the kubeconfig is to blame. */
  readonly kind: ClusterErrorKind | undefined;
}

/** What is in the way; undefined if nothing is. */
export function obstacleOf(snapshot: ClusterSnapshot): Obstacle | undefined {
  const { connection, scope } = snapshot;
  for (const state of [connection, snapshot.state("packs")]) {
    if (!("reason" in state)) continue;
    const { reason, phase } = state;
    if (phase === "blocked") return { reason, kind: state.kind === "invalid" ? undefined : state.kind };
    return { reason, kind: phase === "offline" || phase === "reconnecting" ? "offline" : undefined };
  }
  if (!scope?.absent) return undefined;
  return { reason: `There is no namespace “${scope.namespace}” in the cluster.`, kind: "not-found" };
}

export interface ViewHead {
  /** The place, cut off where the view is narrow: a view that has its container to itself shows no description. */
  readonly title: string;
  /** The place in full, and what is to say of it. Empty for none: while there is one no welcome content is shown. */
  readonly message: string;
  /** When the message is no longer right; epoch ms. */
  readonly staleAt: number;
  /** Failing packs, whether or not the filter shows them. */
  readonly failing: number;
  readonly badgeTooltip: string;
}

export function viewHead(model: PackModel, shown: number, filter: TreeFilter, now: number): ViewHead {
  const { scope, packs, connection } = model;
  const failing = packs.filter(({ health }) => health.level === "failing").length;
  const place = scope ? [scope.context, scope.namespace ?? "all namespaces"] : ["Cluster"];
  const filtered = isFiltering(filter) ? `Only ${filterWords(filter)}: ${shown} of ${packs.length}.` : "";
  const interruption = shown > 0 ? interruptionWords(connection, now) : undefined;
  const narrowed = scope?.narrowed ? "You may not list packs in all namespaces: this is one of them." : "";
  return {
    title: place.join(" · "),
    message: shown === 0 ? "" : message(place.join(" · "), [interruption?.text ?? narrowed, filtered]),
    staleAt: interruption?.staleAt ?? Number.POSITIVE_INFINITY,
    failing,
    badgeTooltip: `${counted(failing, "pack")} ${failing === 1 ? "fails" : "fail"}`,
  };
}

function message(place: string, sentences: readonly string[]): string {
  const said = sentences.filter((sentence) => sentence !== "").join(" ");
  return withoutLinks(plainLine(said === "" ? place : `${place} — ${said}`));
}

function interruptionWords(
  connection: ConnectionState,
  now: number,
): { text: string; staleAt: number } | undefined {
  if (connection.phase === "blocked") {
    return { text: `${connection.reason} What you see is not current.`, staleAt: Number.POSITIVE_INFINITY };
  }
  if (connection.phase !== "offline") return undefined;
  const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  const since = new Date(connection.since).toLocaleTimeString(undefined, { timeStyle: "short" });
  return {
    text: `Offline since ${since}, ${seconds === 0 ? "reconnecting…" : `reconnecting in ${seconds} s.`}`,
    staleAt: seconds === 0 ? Number.POSITIVE_INFINITY : connection.retryAt - (seconds - 1) * 1000,
  };
}
