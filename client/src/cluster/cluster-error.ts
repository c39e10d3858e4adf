/**
 * What can go wrong with a cluster, sorted once by what its user can do about it. Whatever a library or a
 * server throws is turned into one of these where it arrives; nothing above looks at status codes.
 */

export type ClusterErrorKind =
  /** No answer: the address does not resolve, refuses or is silent. */
  | "offline"
  /** The connection is not trusted. */
  | "tls"
  /** No or refused credentials, or a credential plugin that failed. */
  | "unauthenticated"
  | "forbidden"
  /** The API group is not served: the custom resources are not installed. */
  | "crd-missing"
  | "not-found"
  /** Somebody else changed the object, or owns the field. */
  | "conflict"
  /** The API server refused the content. */
  | "invalid"
  /** The version to continue from is no longer kept. */
  | "gone"
  | "cancelled"
  /** Too many requests: try again later. */
  | "busy"
  | "unknown";

/** One cause that the API server names, for example a field and who owns it. */
export interface ErrorCause {
  readonly reason: string;
  /** As the API server writes it, for example `spec.personas[0].name`. */
  readonly field: string;
  readonly message: string;
}

export class ClusterError extends Error {
  /** The lazily loaded bundle has a copy of this class, whose errors are the same to everybody. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "ClusterError";
  }

  readonly kind: ClusterErrorKind;
  readonly causes: readonly ErrorCause[];
  /** The HTTP status, where there was one. */
  readonly status: number | undefined;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number | undefined;

  /** `message` is a sentence for the user. It never holds a request's or an answer's text. */
  constructor(
    kind: ClusterErrorKind,
    message: string,
    details: {
      causes?: readonly ErrorCause[];
      status?: number | undefined;
      retryAfter?: number | undefined;
    } = {},
  ) {
    super(message);
    this.name = "ClusterError";
    this.kind = kind;
    this.causes = details.causes ?? [];
    this.status = details.status;
    this.retryAfter = details.retryAfter;
  }
}

/** Also for errors of the lazily loaded bundle, which has a class of its own. */
export function isClusterError(error: unknown): error is ClusterError {
  return error instanceof Error && error.name === "ClusterError" && "kind" in error;
}

/** Nobody has cancelled it: it ended with its connection, in the place of which there may be another one by now. */
export function isLost({ kind }: ClusterError, signal: AbortSignal): boolean {
  return kind === "cancelled" && !signal.aborted;
}

/**
 * Asking again may help without the user. `cancelled` too: who has not cancelled it themselves has lost a connection
 * that was replaced by another.
 */
export function isPassing(kind: ClusterErrorKind): boolean {
  return PASSING.has(kind);
}

const PASSING: ReadonlySet<ClusterErrorKind> = new Set(["offline", "busy", "unknown", "cancelled"]);
