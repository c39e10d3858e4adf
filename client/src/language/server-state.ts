/** Where the language server is in its life; `idle` until a document that may hold a pack was opened. */
export interface ServerState {
  readonly name: "idle" | "starting" | "ready" | "stopped" | "failed";
  /** Why it failed, as a sentence for the user, where more is known than the log says. */
  readonly reason?: string;
}
