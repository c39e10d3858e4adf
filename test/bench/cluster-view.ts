/**
 * The cluster view without an editor, as a process of its own: `cluster-view.ts <kubeconfig>`. Answers the commands
 * that come as messages, one after the other, and tells each change of the mark that the bench sets on packs.
 */
import { systemClock } from "../../client/src/cluster/clock.ts";
import { ClusterManager } from "../../client/src/cluster/cluster-manager.ts";
import { RESOURCES, WATCHED } from "../../client/src/cluster/resource-types.ts";
import { MARK, type ViewCommand, type ViewMessage } from "./cluster-view-protocol.ts";

const REQUESTS = 20;

const [kubeconfig] = process.argv.slice(2);
const collect: unknown = Reflect.get(globalThis, "gc");
if (kubeconfig === undefined || typeof collect !== "function") {
  throw new Error("usage: node --expose-gc cluster-view.ts <kubeconfig>");
}
const garbageCollector = collect;

const manager = new ClusterManager({
  files: [kubeconfig],
  load: () => import("../../client/src/cluster/connect.ts"),
  connector: { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "bench" },
  selection: { load: () => undefined, save: () => undefined },
  clock: systemClock,
  random: Math.random,
  log: () => undefined,
  graceMs: 0,
});
let looking: { dispose(): void } | undefined;
const marks = new Map<string, string>();

manager.snapshot.onChange((changed) => {
  const { current } = manager.snapshot;
  // Undefined: any may have changed.
  const packs =
    changed ?? current.all("packs").map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  for (const pack of packs) {
    const [namespace = "", name = ""] = pack.split("/");
    const mark = current.get("packs", namespace, name)?.metadata.labels?.[MARK];
    if (mark === undefined || marks.get(pack) === mark) continue;
    marks.set(pack, mark);
    send({ mark });
  }
});

const commands: Readonly<Record<ViewCommand, () => Promise<number>>> = {
  async look() {
    const from = performance.now();
    looking = manager.look();
    await untilLive();
    return performance.now() - from;
  },
  async hide() {
    looking?.dispose();
    await turn();
    return 0;
  },
  async objects() {
    const { current } = manager.snapshot;
    return WATCHED.reduce((sum, resource) => sum + current.all(resource).length, 0);
  },
  async heap() {
    garbageCollector();
    // Finalizers of the first round release what the second one frees.
    await turn();
    garbageCollector();
    return process.memoryUsage().heapUsed;
  },
  /** With that many further requests under way at the same time. */
  async connections() {
    const session = manager.client;
    if (!session) return connections();
    const { signal } = new AbortController();
    const asked = Array.from({ length: REQUESTS }, () =>
      session.client.list(RESOURCES.packs, { namespace: "default", limit: 1 }, signal),
    );
    const counted = [connections()];
    for (const request of asked) request.then(() => counted.push(connections()));
    await Promise.all(asked);
    return Math.max(...counted);
  },
  async cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};

process.on("message", (command: ViewCommand) => {
  commands[command]().then(
    (answer) => send({ answer }),
    (error: unknown) => send({ error: String(error) }),
  );
});
process.on("disconnect", () => void manager.dispose());

function send(message: ViewMessage): void {
  process.send?.(message);
}

function connections(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(TLS|TCP)(Socket|SocketWrap)?$/.test(name))
    .length;
}

function untilLive(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = () => {
    const { current } = manager.snapshot;
    if (!WATCHED.every((resource) => current.state(resource).phase === "live")) return;
    changes.dispose();
    resolve();
  };
  const changes = manager.snapshot.onChange(check);
  return promise;
}

function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  return promise;
}
