/** How the bench talks with the process of the cluster view. */

/** `look`: ms until all is there; `heap`: bytes; `objects` and `connections`: how many; `cpu`: ms of work so far; `hide`: 0. */
export type ViewCommand = "look" | "hide" | "objects" | "heap" | "connections" | "cpu";
export type ViewMessage =
  | { readonly answer: number }
  | { readonly error: string }
  | { readonly mark: string };

/** The label of packs whose changes are told. */
export const MARK = "mark";
