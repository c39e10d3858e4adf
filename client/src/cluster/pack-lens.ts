/** What a document is in the cluster, in one line above it, and what can be done about it from there. */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import { differsFromLive } from "./document-difference.ts";
import { PackModels } from "./pack-model.ts";
import type { PackView } from "./pack-view.ts";
import { packWords } from "./pack-words.ts";

export type LensAction = "apply" | "compare" | "activate" | "diagnose";

export interface PackLens {
  /** May hold the names of icons, as `$(check)`. */
  readonly title: string;
  readonly tooltip: string;
  /** In the order in which they are offered. */
  readonly actions: readonly LensAction[];
}

export interface LensDocument {
  readonly name: string;
  /** Where it would be applied to. */
  readonly namespace: string;
  /** As kubectl reads it; undefined as long as nobody has read it, null if it cannot be read. */
  readonly data?: unknown;
}

const DIAGNOSE: readonly LensAction[] = ["diagnose"];

/** A plain space behind an icon is swallowed. */
const GAP = "\u00a0";

/** More reasons are for the view. */
const MAX_REASONS = 5;

/** The lenses of one snapshot after the other, worked out as the tree works out its packs. */
export class PackLenses {
  readonly #models = new Map<string, PackModels>();
  readonly #differences = new WeakMap<object, { readonly live: KubeObject; readonly differs: boolean }>();

  /** Undefined while nothing is known: without a connection, and before packs were listed. */
  lens(snapshot: ClusterSnapshot, document: LensDocument): PackLens | undefined {
    const { scope, connection } = snapshot;
    if (!scope || connection.phase !== "connected") return undefined;
    const { name, namespace } = document;
    const place = `${namespace} (${shortContext(scope.context)})`;
    const where = `the namespace ${namespace} of the context ${scope.context}`;
    if (scope.namespace !== undefined && scope.namespace !== namespace) {
      return {
        title: `${place}: not shown in the cluster view`,
        tooltip: `The cluster view shows the namespace ${scope.namespace}.`,
        actions: ["compare", "apply"],
      };
    }
    const view = this.#liveView(snapshot, namespace, name);
    if (view) return this.#present(view, document, { place, where });
    const { phase } = snapshot.state("packs");
    if (phase !== "live" && phase !== "resuming") return undefined;
    return {
      title: `$(circle-slash)${GAP}${place}: not applied`,
      tooltip: `There is no PersonaPack ${name} in ${where}.`,
      actions: ["apply"],
    };
  }

  #present(
    view: PackView,
    { data }: LensDocument,
    { place, where }: { readonly place: string; readonly where: string },
  ): PackLens | undefined {
    if (data === undefined) return undefined;
    const activate: LensAction[] = view.state === "inactive" ? ["activate"] : [];
    const lens = (likeness: string, sentence: string, actions: readonly LensAction[]): PackLens => {
      const reasons = view.health.problems.slice(0, MAX_REASONS).map(({ text }) => text);
      return {
        title: `${likeness}${packWords(view).join(" · ")}`,
        tooltip: [sentence, ...reasons].join("\n"),
        actions: view.state === "deleting" ? [] : [...actions, ...(reasons.length > 0 ? DIAGNOSE : [])],
      };
    };
    if (data === null) {
      return lens(`${place}: `, `The pack is in ${where}; what is written here cannot be read.`, []);
    }
    if (this.#differs(data, view.object)) {
      const sentence = `Applying this would change the pack in ${where}.`;
      return lens(`$(diff)${GAP}${place}: differs · `, sentence, ["compare", "apply", ...activate]);
    }
    return lens(
      `$(check)${GAP}${place}: same · `,
      `Applying this would not change the pack in ${where}.`,
      activate,
    );
  }

  /** Only worked out when one of both has changed. */
  #differs(data: unknown, live: KubeObject): boolean {
    if (typeof data !== "object" || data === null) return true;
    const known = this.#differences.get(data);
    if (known?.live === live) return known.differs;
    const differs = differsFromLive(data, live);
    this.#differences.set(data, { live, differs });
    return differs;
  }

  #liveView(snapshot: ClusterSnapshot, namespace: string, name: string): PackView | undefined {
    const object = snapshot.get("packs", namespace, name);
    const key = `${namespace}/${name}`;
    if (!object) {
      this.#models.delete(key);
      return undefined;
    }
    const models = this.#models.get(key) ?? new PackModels();
    this.#models.set(key, models);
    return models.update(onlyPack(snapshot, object)).packs[0];
  }
}

function onlyPack(snapshot: ClusterSnapshot, pack: KubeObject): ClusterSnapshot {
  return {
    revision: snapshot.revision,
    scope: snapshot.scope,
    connection: snapshot.connection,
    state: (resource) => snapshot.state(resource),
    all: (resource) => (resource === "packs" ? [pack] : snapshot.all(resource)),
    get: (resource, namespace, name) => snapshot.get(resource, namespace, name),
    labelledForPack: (resource, namespace, name) => snapshot.labelledForPack(resource, namespace, name),
    runsOf: (namespace, instance) => snapshot.runsOf(namespace, instance),
  };
}

/** Whether the text of the document is needed to say how it is in the cluster. */
export function needsData(snapshot: ClusterSnapshot, { name, namespace }: LensDocument): boolean {
  return snapshot.connection.phase === "connected" && snapshot.get("packs", namespace, name) !== undefined;
}

const MAX_CONTEXT = 32;

/** Names that clouds give begin with what all of them have in common. */
function shortContext(context: string): string {
  const last = context.split("/").at(-1) || context;
  return last.length > MAX_CONTEXT ? `…${last.slice(1 - MAX_CONTEXT)}` : last;
}
