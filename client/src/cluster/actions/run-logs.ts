/** Where the log of a run, or of the controller, comes from. */
import type { ClusterClient, KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { fieldsOf, phaseOf } from "../object-fields.ts";
import { RESOURCES, SYSTEM_NAMESPACE } from "../resource-types.ts";
import { PlanRefused } from "./plan.ts";
import { containersOf, mainContainer, type PodContainer } from "./pod-containers.ts";

export interface LogPod {
  readonly namespace: string;
  readonly pod: string;
  readonly containers: readonly PodContainer[];
  /** The one to show. */
  readonly main: PodContainer;
}

const RUN_LABEL = "sympozium.ai/agent-run";
/** As the Helm chart labels the pods of the controller. */
const CONTROLLER_SELECTOR = "control-plane=controller-manager";

/** The run has no pod yet: asking again in a moment may help. */
export class NoPodYet extends PlanRefused {}

/** Rejects with `PlanRefused` if the run has no pod, otherwise with a `ClusterError`. */
export async function podOfRun(
  client: Pick<ClusterClient, "get" | "list">,
  snapshot: ClusterSnapshot,
  namespace: string,
  run: string,
  signal: AbortSignal,
): Promise<LogPod> {
  const object = snapshot.get("runs", namespace, run);
  if (!object) throw new PlanRefused(`There is no run ${run} in namespace ${namespace}.`);
  const name = fieldsOf(object, "status").text("podName");
  const pod =
    name === ""
      ? (await podsOf(client, namespace, run, signal))[0]
      : await client.get(RESOURCES.pods, namespace, name, signal);
  if (!pod) throw withoutPod(run, phaseOf(object));
  return logPod(pod, namespace);
}

/** Of the controller that makes of packs what they say. Rejects as `podOfRun` does. */
export async function podOfController(
  client: Pick<ClusterClient, "list">,
  signal: AbortSignal,
): Promise<LogPod> {
  const options = { namespace: SYSTEM_NAMESPACE, labelSelector: CONTROLLER_SELECTOR, limit: 10 };
  const { items } = await client.list(RESOURCES.pods, options, signal);
  const pod = items.find((one) => phaseOf(one) === "Running") ?? items[0];
  if (pod) return logPod(pod, SYSTEM_NAMESPACE);
  throw new PlanRefused(
    `There is no pod of the controller in namespace ${SYSTEM_NAMESPACE}: it is not running, or is installed elsewhere.`,
  );
}

/** Throws `PlanRefused` for a pod without containers, which no API server stores. */
export function logPod(pod: KubeObject, namespace: string): LogPod {
  const { name } = pod.metadata;
  const containers = containersOf(pod);
  const main = mainContainer(pod, containers);
  if (!main) throw new PlanRefused(`The pod ${name} has no containers.`);
  return { namespace, pod: name, containers, main };
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

function withoutPod(run: string, phase: string): PlanRefused {
  return phase === "" || phase === "Pending"
    ? new NoPodYet(`The run ${run} has no pod yet.`)
    : new PlanRefused(`The run ${run} has no pod any more.`);
}
