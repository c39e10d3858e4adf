/** The containers of a pod, and which of them somebody wants to see first. */
import type { PlainObject } from "../../../../server/src/pack/plain-object.ts";
import type { KubeObject } from "../cluster-client.ts";
import { fieldsOf } from "../object-fields.ts";

export interface PodContainer {
  readonly name: string;
  /** It runs before the others start. */
  readonly init: boolean;
  /** `unknown` before anybody has looked at it. */
  readonly state: "waiting" | "running" | "ended" | "unknown";
  /** Why it waits, or how it ended; may be empty. */
  readonly reason: string;
  /** Undefined unless it has ended. */
  readonly exitCode: number | undefined;
  /** It was started again: there is a log of the one before. */
  readonly hasPrevious: boolean;
}

const DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

/** As the pod lists them, those that run before the others last. */
export function containersOf(pod: KubeObject): PodContainer[] {
  const spec = fieldsOf(pod, "spec");
  const status = fieldsOf(pod, "status");
  const all = (list: string, statuses: string, init: boolean) =>
    spec.objects(list).flatMap((container): PodContainer[] => {
      const name = container?.text("name") ?? "";
      if (name === "") return [];
      const seen = status.objects(statuses).find((one) => one?.text("name") === name);
      return [{ name, init, ...stateOf(seen), hasPrevious: (seen?.integer("restartCount") ?? 0) > 0 }];
    });
  return [
    ...all("containers", "containerStatuses", false),
    ...all("initContainers", "initContainerStatuses", true),
  ];
}

function stateOf(status: PlainObject | undefined): Pick<PodContainer, "state" | "reason" | "exitCode"> {
  const state = status?.object("state");
  const waiting = state?.object("waiting");
  if (waiting) {
    const words = [waiting.text("reason"), waiting.text("message")].filter((word) => word !== "");
    return { state: "waiting", reason: words.join(": "), exitCode: undefined };
  }
  const ended = state?.object("terminated");
  if (ended) {
    return { state: "ended", reason: ended.text("reason"), exitCode: ended.integer("exitCode") ?? 0 };
  }
  return { state: state?.has("running") ? "running" : "unknown", reason: "", exitCode: undefined };
}

/**
 * What keeps the others from starting, or has failed while the main one has not; else the one that the pod names, or
 * its first. Undefined for a pod without containers.
 */
export function mainContainer(
  pod: KubeObject,
  containers: readonly PodContainer[],
): PodContainer | undefined {
  const named = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  const main = containers.find(({ name }) => name === named) ?? containers.find(({ init }) => !init);
  const failed = ({ exitCode }: PodContainer) => exitCode !== undefined && exitCode !== 0;
  if (main && failed(main)) return main;
  const init = containers.filter((one) => one.init);
  const held = main === undefined || main.state === "waiting" || main.state === "unknown";
  const holding = held ? init.find((one) => one.state === "running" || failed(one)) : undefined;
  return holding ?? (main?.state === "ended" ? containers.find(failed) : undefined) ?? main ?? containers[0];
}
