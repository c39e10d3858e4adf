/** How each kind of error looks, and what its user can do about it. */
import type { ClusterError, ClusterErrorKind } from "./cluster-error.ts";

export type SuggestedAction =
  | "retry"
  | "reload"
  | "select-context"
  | "select-namespace"
  | "show-log"
  | "how-to-install"
  | "compare"
  | "show-problems"
  | "none";

export interface ErrorPresentation {
  /** Name of a ThemeIcon. */
  readonly icon: string;
  /** One sentence. */
  readonly sentence: string;
  readonly action: SuggestedAction;
}

const LOOKS: Readonly<Record<ClusterErrorKind, Omit<ErrorPresentation, "sentence">>> = {
  offline: { icon: "debug-disconnect", action: "retry" },
  tls: { icon: "shield", action: "select-context" },
  unauthenticated: { icon: "key", action: "show-log" },
  forbidden: { icon: "lock", action: "select-namespace" },
  "crd-missing": { icon: "extensions", action: "how-to-install" },
  "not-found": { icon: "question", action: "reload" },
  conflict: { icon: "git-compare", action: "compare" },
  invalid: { icon: "error", action: "show-problems" },
  gone: { icon: "history", action: "reload" },
  cancelled: { icon: "circle-slash", action: "none" },
  busy: { icon: "watch", action: "retry" },
  unknown: { icon: "warning", action: "show-log" },
};

export function present(error: ClusterError): ErrorPresentation {
  return { ...LOOKS[error.kind], sentence: error.message };
}
