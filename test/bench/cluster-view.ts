/**
 * The cluster view without an editor, as a process of its own: `cluster-view.ts <kubeconfig> <bundle>`, where the bundle
 * is what the extension loads to talk to clusters. Does with the tree what the adapter to VS Code does. Answers the
 * commands that come as messages, one after the other, and tells each mark when it is drawn.
 */
import { createRequire } from "node:module";
import { systemClock } from "../../client/src/cluster/clock.ts";
import { ClusterManager, type ManagerOptions } from "../../client/src/cluster/cluster-manager.ts";
import { ClusterValuesFeed } from "../../client/src/cluster/cluster-values-feed.ts";
import { RESOURCES, WATCHED } from "../../client/src/cluster/resource-types.ts";
import { NO_FILTER } from "../../client/src/tree/tree-filter.ts";
import {
  EXPANDED_PACKS,
  markIn,
  REQUESTS,
  type ViewCommand,
  type ViewMessage,
} from "./cluster-view-protocol.ts";
import { DrawnTree } from "./drawn-tree.ts";

/** Typed and taken back again, one key at a time. */
const FILTER = "team-99";

const [kubeconfig, bundle] = process.argv.slice(2);
const collect: unknown = Reflect.get(globalThis, "gc");
if (kubeconfig === undefined || bundle === undefined || typeof collect !== "function") {
  throw new Error("usage: node --expose-gc cluster-view.ts <kubeconfig> <bundle>");
}
const garbageCollector = collect;
const load = createRequire(import.meta.url);

const manager = new ClusterManager({
  files: [kubeconfig],
  load: async () => load(bundle) as Awaited<ReturnType<ManagerOptions["load"]>>,
  connector: { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "bench" },
  selection: { load: () => undefined, save: () => undefined },
  clock: systemClock,
  random: Math.random,
  log: () => undefined,
});
// The editor follows what the cluster knows, too.
const feed = new ClusterValuesFeed({ clock: systemClock, send: () => undefined });
feed.follow(manager);
const expanded = new Set(Array.from({ length: EXPANDED_PACKS }, (_, index) => `team-${index}`));
const tree = new DrawnTree({
  isExpanded: (pack) => expanded.has(pack),
  onLine: ({ description, target, id }) => {
    if (target?.kind !== "SympoziumSchedule") return;
    const mark = markIn(description);
    if (mark === undefined || marks.get(id) === mark) return;
    marks.set(id, mark);
    send({ mark });
  },
});
/** By line. */
const marks = new Map<string, number>();
let looking: { dispose(): void } | undefined;
let callOff: (() => void) | undefined;

function look(): void {
  const look = manager.look();
  const changes = manager.snapshot.onChange(draw);
  looking = {
    dispose: () => {
      changes.dispose();
      look.dispose();
      callOff?.();
    },
  };
  draw(undefined);
}

function draw(changed: ReadonlySet<string> | undefined): void {
  tree.draw(manager.snapshot.current, changed);
  callOff?.();
  const { staleAt } = tree;
  if (staleAt === Number.POSITIVE_INFINITY) return;
  callOff = systemClock.after(Math.max(0, staleAt - Date.now()), () => draw(new Set()));
}

const commands: Readonly<Record<ViewCommand, () => Promise<number | readonly number[]>>> = {
  async look() {
    const from = performance.now();
    look();
    await untilDrawn();
    const took = performance.now() - from;
    const packs = manager.snapshot.current.all("packs").length;
    if (packs === 0 || tree.shown !== packs) throw new Error(`${tree.shown} of ${packs} packs are drawn`);
    return took;
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
  async requests() {
    const session = manager.client;
    if (!session) throw new Error("there is no connection");
    const { signal } = new AbortController();
    const asked = Array.from({ length: REQUESTS }, () =>
      session.client.list(RESOURCES.packs, { namespace: "default", limit: 1 }, signal),
    );
    const pages = await Promise.all(asked);
    return pages.filter(({ items }) => items.length === 1).length;
  },
  async handles() {
    const own = /^(TLS|TCP)(Socket|SocketWrap)?$|^Timeout$/;
    return process.getActiveResourcesInfo().filter((name) => own.test(name)).length;
  },
  async cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  async filter() {
    const all = tree.shown;
    const took: number[] = [];
    const lengths = [...Array(FILTER.length + 1).keys()];
    for (const length of [...lengths, ...lengths.toReversed()]) {
      const from = performance.now();
      tree.draw(manager.snapshot.current, new Set(), { ...NO_FILTER, text: FILTER.slice(0, length) });
      took.push(performance.now() - from);
      // team-99 and team-990 to team-999
      if (length === FILTER.length && tree.shown !== 11)
        throw new Error(`the filter shows ${tree.shown} packs`);
    }
    if (tree.shown !== all) throw new Error("without the filter there are other packs than before");
    return took;
  },
};

process.on("message", (command: ViewCommand) => {
  commands[command]().then(
    (answer) => send({ answer }),
    (error: unknown) => send({ error: String(error) }),
  );
});
process.on("disconnect", () => {
  looking?.dispose();
  feed.dispose();
  void manager.dispose();
});

function send(message: ViewMessage): void {
  process.send?.(message);
}

/** This listener comes after the one that draws. */
function untilDrawn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const changes = manager.snapshot.onChange(() => {
    const { current } = manager.snapshot;
    if (!WATCHED.every((resource) => current.state(resource).phase === "live")) return;
    changes.dispose();
    resolve();
  });
  return promise;
}

function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  return promise;
}
