/** Which context and namespace the view shows: what the user chose there, else what the kubeconfig says. */
import type { ClusterScope } from "./cluster-snapshot.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** Kept between sessions of the editor; the kubeconfig is never written. */
export interface Selection {
  /** Undefined: whatever is current in the kubeconfig. */
  readonly context?: string;
  /** By context; null: all. */
  readonly namespaces: Readonly<Record<string, string | null>>;
}

export const NO_SELECTION: Selection = { namespaces: {} };

/**
 * Undefined if there is no such context. Without a choice of a namespace the context's own, and where it has none all,
 * as packs mostly live in one of their own.
 */
export function selectedScope(selection: Selection, kubeconfig: Kubeconfig): ClusterScope | undefined {
  const named = (name: string | undefined) => kubeconfig.contexts.find((context) => context.name === name);
  const context = named(selection.context) ?? named(kubeconfig.current);
  if (!context) return undefined;
  const chosen = selection.namespaces[context.name];
  return {
    context: context.name,
    namespace: chosen === undefined ? context.namespace : (chosen ?? undefined),
  };
}

/** `context` undefined: whatever is current in the kubeconfig. */
export function withContext({ namespaces }: Selection, context: string | undefined): Selection {
  return { namespaces, ...(context !== undefined && { context }) };
}

/** `namespace` undefined: all. */
export function withNamespace(
  selection: Selection,
  context: string,
  namespace: string | undefined,
): Selection {
  return { ...selection, namespaces: { ...selection.namespaces, [context]: namespace ?? null } };
}
