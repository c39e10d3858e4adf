/** What is clicked to do something about a failure. */
import type { SuggestedAction } from "../cluster/error-presentation.ts";
import { REFRESH_CLUSTER, SHOW_OUTPUT, SWITCH_CONTEXT, SWITCH_NAMESPACE } from "./command-ids.ts";
import { OPEN_SYMPOZIUM_PAGE } from "./internal-command-ids.ts";

export interface FailureOffer {
  readonly title: string;
  /** Undefined for what has failed itself, once more. */
  readonly command: string | undefined;
}

export const FAILURE_OFFERS: Readonly<Record<SuggestedAction, FailureOffer>> = {
  refresh: { title: "Refresh the View", command: REFRESH_CLUSTER },
  "try-again": { title: "Try Again", command: undefined },
  "select-context": { title: "Switch Context", command: SWITCH_CONTEXT },
  "select-namespace": { title: "Switch Namespace", command: SWITCH_NAMESPACE },
  "show-log": { title: "Show Log", command: SHOW_OUTPUT },
  "show-problems": { title: "Show Problems", command: "workbench.actions.view.problems" },
  "how-to-install": { title: "How to Install Sympozium", command: OPEN_SYMPOZIUM_PAGE },
};
