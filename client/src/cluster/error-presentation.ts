/** The one place that says how each kind of error looks and what its user can do about it. */
import type { ClusterErrorKind } from "./cluster-error.ts";

export type SuggestedAction =
  | "refresh"
  | "try-again"
  | "select-context"
  | "select-namespace"
  | "show-log"
  | "show-problems"
  | "how-to-install";

/** What the view says as long as nothing can be shown for that reason. */
export type ErrorState =
  | "offline"
  | "tls"
  | "unauthenticated"
  | "forbidden"
  | "crd-missing"
  | "bad-kubeconfig"
  | "failed";

export interface ErrorPresentation {
  /** Name of a ThemeIcon. */
  readonly icon: string;
  readonly state: ErrorState;
  /** Undefined where there is nothing to do. */
  readonly action: SuggestedAction | undefined;
  /** One sentence. */
  readonly sentence: string;
}

const LOOKS: Readonly<Record<ClusterErrorKind, Omit<ErrorPresentation, "sentence">>> = {
  offline: { icon: "debug-disconnect", state: "offline", action: "refresh" },
  tls: { icon: "shield", state: "tls", action: "select-context" },
  unauthenticated: { icon: "key", state: "unauthenticated", action: "show-log" },
  forbidden: { icon: "lock", state: "forbidden", action: "select-namespace" },
  "crd-missing": { icon: "extensions", state: "crd-missing", action: "how-to-install" },
  "not-found": { icon: "question", state: "crd-missing", action: "refresh" },
  conflict: { icon: "git-compare", state: "failed", action: "try-again" },
  // Before anything is sent, what is not valid is the kubeconfig.
  invalid: { icon: "error", state: "bad-kubeconfig", action: "show-problems" },
  gone: { icon: "history", state: "failed", action: "refresh" },
  cancelled: { icon: "circle-slash", state: "failed", action: undefined },
  busy: { icon: "watch", state: "failed", action: "refresh" },
  unknown: { icon: "warning", state: "failed", action: "show-log" },
};

/** `reason` is a sentence that tells it to the user, as all errors of a cluster have. */
export function present(kind: ClusterErrorKind, reason: string): ErrorPresentation {
  return { ...LOOKS[kind], sentence: reason };
}
