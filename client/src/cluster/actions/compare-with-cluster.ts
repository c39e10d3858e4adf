/** A document beside what is in the cluster: what applying it would change, defaults left out of account. */
import type { ClusterClient, KubeObject } from "../cluster-client.ts";
import { isClusterError } from "../cluster-error.ts";
import { type ApplyProblem, applyProblems, wholeProblem } from "./apply-problem.ts";
import type { LocalDocument } from "./local-document.ts";
import { authoredYaml } from "./object-yaml.ts";

export type Comparison =
  | {
      readonly state: "compared";
      /** As stored; empty if the object does not exist yet. */
      readonly left: string;
      /** As it would be stored. */
      readonly right: string;
      readonly same: boolean;
    }
  | { readonly state: "refused"; readonly problems: readonly ApplyProblem[] };

/** Changes nothing. Rejects with a `ClusterError` if the API server cannot be asked. */
export async function compareWithCluster(
  client: Pick<ClusterClient, "get" | "patch">,
  { identity, text, problem = "" }: LocalDocument,
  chosenNamespace: string,
  signal: AbortSignal,
): Promise<Comparison> {
  if (!identity) {
    return { state: "refused", problems: [wholeProblem("rejected", problem)] };
  }
  const { type, name, namespace = chosenNamespace } = identity;
  let live: KubeObject | undefined;
  try {
    live = await client.get(type, namespace, name, signal);
  } catch (error) {
    if (!isClusterError(error) || error.kind !== "not-found") throw error;
  }
  try {
    // Fields of other managers are compared, too: that is what force is for. Nothing is stored.
    const { object } = await client.patch(
      type,
      namespace,
      name,
      { kind: "apply", body: text, dryRun: true, force: true },
      signal,
    );
    const left = live ? authoredYaml(live) : "";
    const right = authoredYaml(object);
    return { state: "compared", left, right, same: left === right };
  } catch (error) {
    if (isClusterError(error) && (error.kind === "invalid" || error.causes.length > 0)) {
      return { state: "refused", problems: applyProblems(error) };
    }
    throw error;
  }
}
