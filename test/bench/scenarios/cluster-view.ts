import { setTimeout as delay } from "node:timers/promises";
import { bounded } from "../bounded.ts";
import { type Bench, inTurns, type Scenario } from "../scenario.ts";
import { type ClusterView, ended, OBJECTS, type TeamCluster, teamCluster } from "../team-cluster.ts";

/** Objects in all. */
const documents = `${OBJECTS} objects`;
/** What the view may wait for more changes before it tells them. */
const COALESCING_MS = 200;
const EVENTS_PER_SECOND = 100;
const ARRIVAL_MS = 20_000;
const prepare = async (bench: Bench) => void (await teamCluster(bench));

/** From the first look, loading included, until all lists are there and followed; kubectl: until it has printed them. */
export const clusterViewUsable: Scenario = {
  name: "cluster-view-usable",
  title: "cluster view usable, against kubectl get -o json",
  unit: "ms",
  cases: [{ documents, limit: { ratio: 1.5 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return inTurns(
      { samples: bench.samples(3), warmUps: 1 },
      () => withView(cluster, (view) => view.ask("look")),
      () => cluster.getAll(),
    );
  },
};

/** From the request that changes a pack until its change arrives; ours without the pause that it may make. */
export const clusterEvent: Scenario = {
  name: "cluster-event",
  title: "a change arrives (less 200 ms), against kubectl get -w",
  unit: "ms",
  cases: [{ documents, limit: { ratio: 3 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withView(cluster, async (view) => {
      await view.ask("look");
      const figures = { ours: [] as number[], peer: [] as number[] };
      const arrivals = { ours: arrivalsOf((on) => view.onMark(on)), peer: new Arrivals("kubectl") };
      const kubectl = cluster.watchMarks((mark) => arrivals.peer.add(mark));
      try {
        // It has to say something before it can be compared.
        while (!arrivals.peer.any) {
          await cluster.mark();
          await delay(500);
        }
        for (let count = bench.samples(30); count > 0; count--) {
          const from = performance.now();
          const mark = await cluster.mark();
          const [ours, peer] = await Promise.all([arrivals.ours.of(mark), arrivals.peer.of(mark)]);
          figures.ours.push(Math.max(0, ours - from - COALESCING_MS));
          figures.peer.push(peer - from);
        }
      } finally {
        kubectl.kill();
        await ended(kubectl);
      }
      return figures;
    });
  },
};

/** How late the changes of the last two seconds arrive after a minute of 100 changes each second. */
export const clusterEventRate: Scenario = {
  name: "cluster-event-rate",
  title: "lateness after a minute of 100 changes/s",
  unit: "ms",
  cases: [{ documents, limit: { absolute: 500 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withView(cluster, async (view) => {
      await view.ask("look");
      const arrivals = arrivalsOf((on) => view.onMark(on));
      const sent: { mark: string; at: number }[] = [];
      const changes = bench.samples(60) * EVENTS_PER_SECOND;
      const begin = performance.now();
      const writing: Promise<void>[] = [];
      for (let count = 0; count < changes; count++) {
        await delay(Math.max(0, begin + (count * 1_000) / EVENTS_PER_SECOND - performance.now()));
        const at = performance.now();
        writing.push(cluster.mark().then((mark) => void sent.push({ mark, at })));
      }
      await Promise.all(writing);
      const last = sent.slice(-2 * EVENTS_PER_SECOND);
      const ours = await Promise.all(last.map(async ({ mark, at }) => (await arrivals.of(mark)) - at));
      return { ours };
    });
  },
};

export const clusterHeap: Scenario = {
  name: "cluster-heap",
  title: "heap of the process with the cluster view",
  unit: "MB",
  cases: [{ documents, limit: { absolute: 250 } }],
  prepare,
  async run(_documents, bench) {
    return await withView(await teamCluster(bench), async (view) => {
      await view.ask("look");
      const objects = await view.ask("objects");
      if (objects < OBJECTS) throw new Error(`the view has ${objects} objects`);
      return { ours: [(await view.ask("heap")) / 1e6] };
    });
  },
};

/** With all watches open and 20 further requests at a time. */
export const clusterConnections: Scenario = {
  name: "cluster-connections",
  title: "connections of 20 requests",
  unit: "connections",
  cases: [{ documents, limit: { absolute: 2 } }],
  prepare,
  async run(_documents, bench) {
    return await withView(await teamCluster(bench), async (view) => {
      await view.ask("look");
      return { ours: [await view.ask("connections")] };
    });
  },
};

/** Processor time of a view that is hidden for a minute, while packs change. */
export const clusterHidden: Scenario = {
  name: "cluster-hidden",
  title: "work in a hidden minute",
  unit: "ms",
  cases: [{ documents, limit: { absolute: 50 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withView(cluster, async (view) => {
      await view.ask("look");
      await view.ask("hide");
      await delay(2_000);
      if ((await view.ask("connections")) > 0) throw new Error("a hidden view has connections");
      const before = await view.ask("cpu");
      for (let seconds = bench.samples(60); seconds > 0; seconds--) {
        await cluster.mark();
        await delay(1_000);
      }
      return { ours: [(await view.ask("cpu")) - before] };
    });
  },
};

/** When each mark arrived. */
class Arrivals {
  readonly #of: string;
  readonly #times = new Map<string, number>();
  readonly #waiting = new Map<string, (time: number) => void>();

  constructor(of: string) {
    this.#of = of;
  }

  get any(): boolean {
    return this.#times.size > 0;
  }

  add(mark: string): void {
    const now = performance.now();
    this.#times.set(mark, now);
    this.#waiting.get(mark)?.(now);
  }

  of(mark: string): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    const time = this.#times.get(mark);
    if (time === undefined) this.#waiting.set(mark, resolve);
    else resolve(time);
    return bounded(promise, ARRIVAL_MS, () => `${this.#of} has not heard of change ${mark}`);
  }
}

function arrivalsOf(subscribe: (listener: (mark: string) => void) => void): Arrivals {
  const arrivals = new Arrivals("the view");
  subscribe((mark) => arrivals.add(mark));
  return arrivals;
}

async function withView<T>(cluster: TeamCluster, use: (view: ClusterView) => Promise<T>): Promise<T> {
  const view = cluster.openView();
  try {
    return await use(view);
  } finally {
    await view.close();
  }
}
