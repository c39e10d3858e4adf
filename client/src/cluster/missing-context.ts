/** Why a kubeconfig names no place to connect to. */
import type { ConnectionState } from "./cluster-snapshot.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** For a kubeconfig in which no context is chosen. */
export function missingContext({ files, contexts, current, problems }: Kubeconfig): ConnectionState {
  const unreadable = problems.map(({ message }) => message).join(" ");
  if (contexts.length > 0) {
    const reason =
      current === undefined
        ? "The kubeconfig names no current context."
        : `The current context of the kubeconfig is “${current}”, which it does not have.`;
    return {
      phase: "no-context",
      reason: [reason, unreadable].filter((sentence) => sentence !== "").join(" "),
    };
  }
  if (unreadable !== "") return { phase: "blocked", kind: "invalid", reason: unreadable };
  const reason = `There is no context in ${files.join(", ")}, or no such file.`;
  return { phase: "no-kubeconfig", reason };
}
