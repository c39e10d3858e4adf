/** Where the log of a run comes from. */
import type { ClusterClient, KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { fieldsOf, phaseOf } from "./fields.ts";
import { PlanRefused } from "./plan.ts";

export interface RunPod {
  readonly pod: string;
  /** The first is the one to show; hooks and sidecars follow. */
  readonly containers: readonly string[];
}

const RUN_LABEL = "sympozium.ai/agent-run";
const DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

/** Rejects with `PlanRefused` if the run has no pod, otherwise with a `ClusterError`. */
export async function podOfRun(
  client: Pick<ClusterClient, "get" | "list">,
  snapshot: ClusterSnapshot,
  namespace: string,
  run: string,
  signal: AbortSignal,
): Promise<RunPod> {
  const object = snapshot.get("runs", namespace, run);
  if (!object) throw new PlanRefused(`There is no run ${run} in namespace ${namespace}.`);
  const name = fieldsOf(object, "status").text("podName");
  const pod =
    name === ""
      ? (await podsOf(client, namespace, run, signal))[0]
      : await client.get(RESOURCES.pods, namespace, name, signal);
  if (!pod) throw new PlanRefused(withoutPod(run, phaseOf(object)));
  return { pod: pod.metadata.name, containers: containersOf(pod) };
}

/** A run that serves has pods of a Deployment, which its status does not name. */
async function podsOf(
  client: Pick<ClusterClient, "list">,
  namespace: string,
  run: string,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const labelSelector = `${RUN_LABEL}=${run}`;
  return (await client.list(RESOURCES.pods, { namespace, labelSelector, limit: 10 }, signal)).items;
}

function withoutPod(run: string, phase: string): string {
  if (phase === "" || phase === "Pending") return `The run ${run} has no pod yet.`;
  return `The run ${run} has no pod any more.`;
}

function containersOf(pod: KubeObject): string[] {
  const spec = fieldsOf(pod, "spec");
  const names = (list: string) =>
    spec.objects(list).flatMap((container) => (container?.text("name") ? [container.text("name")] : []));
  const all = [...names("containers"), ...names("initContainers")];
  const first = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  return first !== undefined && all.includes(first) ? [first, ...all.filter((name) => name !== first)] : all;
}
