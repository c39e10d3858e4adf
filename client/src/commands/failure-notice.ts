/** Says what has failed, and offers what can be done about that kind of failure. */
import { commands } from "vscode";
import type { ClusterErrorKind } from "../cluster/cluster-error.ts";
import { present } from "../cluster/error-presentation.ts";
import { FAILURE_OFFERS } from "./failure-offers.ts";
import { showError } from "./notifications.ts";

/** True to do once more what has failed. What was cancelled is no failure. */
export async function showFailure(kind: ClusterErrorKind, reason: string): Promise<boolean> {
  const { action, sentence } = present(kind, reason);
  if (!action) return false;
  const { title, command } = FAILURE_OFFERS[action];
  if ((await showError(sentence, title)) !== title) return false;
  if (command === undefined) return true;
  await commands.executeCommand(command);
  return false;
}
