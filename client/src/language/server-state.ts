/** Where the language server is in its life; `idle` until a document that may hold a pack was opened. */
export interface ServerState {
  readonly name: "idle" | "starting" | "ready" | "stopped" | "failed";
  /** Why it failed, as one short sentence for the user, where that is known. */
  readonly reason?: string;
}
