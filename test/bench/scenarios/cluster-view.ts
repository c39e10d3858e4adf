import { setTimeout as delay } from "node:timers/promises";
import { BothArrivals, type Sent } from "../arrivals.ts";
import { REQUESTS } from "../cluster-view-protocol.ts";
import { type Bench, inTurns, median, type Scenario } from "../scenario.ts";
import { type ClusterView, ended, OBJECTS, type TeamCluster, teamCluster } from "../team-cluster.ts";

/** Objects in all. */
const documents = `${OBJECTS} objects`;
/** What the view may wait for more changes before it draws them. */
const COALESCING_MS = 200;
const EVENTS_PER_SECOND = 100;
/** That the view may be later than kubectl when it hears of so much. */
const MAX_BEHIND_MS = 2 * COALESCING_MS;
const MAX_WRITING = 2 * EVENTS_PER_SECOND;
const HEAP_MB = 250;
/** For so long the connection is kept for somebody who comes back. */
const GRACE_MS = 30_000;
const prepare = async (bench: Bench) => void (await teamCluster(bench));

/** From the first look, loading included, until all lists are there, followed and drawn; kubectl: until it has printed them. */
export const clusterViewUsable: Scenario = {
  name: "cluster-view-usable",
  title: "cluster view usable, against kubectl get -o json",
  unit: "ms",
  cases: [{ documents, limit: { ratio: 1.5 } }],
  // The server has read everything once before it is measured.
  prepare: async (bench) => void (await (await teamCluster(bench)).getAll()),
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return inTurns(
      { samples: bench.samples(3), warmUps: 0 },
      () => withView(cluster.openView(), (view) => view.ask("look")),
      () => cluster.getAll(),
    );
  },
};

/** From the request that changes a Schedule until its line shows it; ours without the pause that it may make. */
export const clusterEvent: Scenario = {
  name: "cluster-event",
  title: "a change is drawn (less 200 ms), against kubectl get -w",
  unit: "ms",
  cases: [{ documents, limit: { ratio: 3 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withArrivals(cluster, async (arrivals) => {
      const figures = { ours: [] as number[], peer: [] as number[] };
      for (let count = bench.samples(30); count > 0; count--) {
        const at = performance.now();
        const { ours, peer } = await arrivals.lateness([{ mark: await cluster.mark(), at }]);
        figures.ours.push(...ours.map((late) => Math.max(0, late - COALESCING_MS)));
        figures.peer.push(...peer);
      }
      return figures;
    });
  },
};

/**
 * How late the changes of the last two seconds of a minute are drawn, against those of its first two seconds; there are
 * 100 changes each second, half of them to be seen. With a backlog they come later and later.
 */
export const clusterEventRate: Scenario = {
  name: "cluster-event-rate",
  title: "100 changes/s: lateness after a minute, against its beginning",
  unit: "ms",
  cases: [{ documents, limit: { ratio: 1.5 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withArrivals(cluster, async (arrivals) => {
      const sent: Sent[] = [];
      const count = bench.samples(60) * EVENTS_PER_SECOND;
      const begin = performance.now();
      const writing = new Set<Promise<void>>();
      const failures: unknown[] = [];
      for (let index = 0; index < count; index++) {
        await delay(Math.max(0, begin + (index * 1_000) / EVENTS_PER_SECOND - performance.now()));
        const at = performance.now();
        const seen = index % 2 === 0;
        const write = seen
          ? cluster.mark().then((mark) => void sent.push({ mark, at }))
          : cluster.markElsewhere();
        writing.add(write);
        write.then(
          () => writing.delete(write),
          (error: unknown) => failures.push(error),
        );
        if (failures.length > 0) throw failures[0];
        // Then it is the server that has a backlog, and nothing is measured of ours.
        if (writing.size > MAX_WRITING)
          throw new Error(`the server cannot take ${EVENTS_PER_SECOND} changes/s`);
      }
      await Promise.all(writing);
      const [first, last] = await Promise.all([
        arrivals.lateness(sent.slice(0, EVENTS_PER_SECOND)),
        arrivals.lateness(sent.slice(-EVENTS_PER_SECOND)),
      ]);
      const behind = median(last.ours) - median(last.peer);
      if (behind > MAX_BEHIND_MS) throw new Error(`the view is ${behind.toFixed(0)} ms behind kubectl`);
      return { ours: last.ours, peer: first.ours };
    });
  },
};

/** Loads and draws everything in a heap that is not larger than the limit, whatever is garbage of it. */
export const clusterHeap: Scenario = {
  name: "cluster-heap",
  title: "heap of the process with the cluster view",
  unit: "MB",
  cases: [{ documents, limit: { absolute: HEAP_MB } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withView(cluster.openView(HEAP_MB), async (view) => {
      await view.ask("look");
      const objects = await view.ask("objects");
      if (objects < OBJECTS) throw new Error(`the view has ${objects} objects`);
      return { ours: [(await view.ask("heap")) / 1e6] };
    });
  },
};

/** One key in the box of the filter: which packs are shown, and which lines are drawn anew. */
export const clusterFilter: Scenario = {
  name: "cluster-filter",
  title: "a key typed in the filter of 1,000 packs",
  unit: "ms",
  cases: [{ documents, limit: { absolute: 16 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    return await withView(cluster.openView(), async (view) => {
      await view.ask("look");
      return { ours: await view.askAll("filter") };
    });
  },
};

/** That were ever made to the server, with all lists and watches and further requests at a time. */
export const clusterConnections: Scenario = {
  name: "cluster-connections",
  title: `connections for ${REQUESTS} requests at once`,
  unit: "connections",
  cases: [{ documents, limit: { absolute: 2 } }],
  prepare,
  async run(_documents, bench) {
    const { view, proxy } = await (await teamCluster(bench)).openCountedView();
    try {
      return await withView(view, async () => {
        await view.ask("look");
        const answered = await view.ask("requests");
        if (answered !== REQUESTS) throw new Error(`${answered} of ${REQUESTS} requests were answered`);
        if (proxy.accepted === 0) throw new Error("the connections are not where they are counted");
        return { ours: [proxy.accepted] };
      });
    } finally {
      proxy.stop();
    }
  },
};

/**
 * Processor time of the minute that comes after the last look and the time for which the connection is kept, while
 * packs change. Nothing arrives at the server in it, and no timer is set.
 */
export const clusterHidden: Scenario = {
  name: "cluster-hidden",
  title: "work in a hidden minute",
  unit: "ms",
  cases: [{ documents, limit: { absolute: 20 } }],
  prepare,
  async run(_documents, bench) {
    const cluster = await teamCluster(bench);
    const { view, proxy } = await cluster.openCountedView();
    try {
      return await withView(view, async () => {
        await view.ask("look");
        if (proxy.open === 0 || (await view.ask("handles")) === 0) throw new Error("nothing is counted");
        await view.ask("hide");
        await delay(GRACE_MS + 2_000);
        if (proxy.open > 0) throw new Error(`a hidden view has ${proxy.open} connections`);
        const handles = await view.ask("handles");
        if (handles > 0) throw new Error(`a hidden view has ${handles} sockets and timers`);
        const { accepted } = proxy;
        const before = await view.ask("cpu");
        for (let seconds = bench.samples(60); seconds > 0; seconds--) {
          await cluster.mark();
          await delay(1_000);
        }
        const ours = (await view.ask("cpu")) - before;
        if (proxy.accepted > accepted) throw new Error("a hidden view asks the server something");
        return { ours: [ours] };
      });
    } finally {
      proxy.stop();
    }
  },
};

async function withView<T>(view: ClusterView, use: (view: ClusterView) => Promise<T>): Promise<T> {
  try {
    return await use(view);
  } finally {
    await view.close();
  }
}

/** With a view that shows everything, and kubectl that watches beside it. */
async function withArrivals<T>(
  cluster: TeamCluster,
  use: (arrivals: BothArrivals) => Promise<T>,
): Promise<T> {
  return await withView(cluster.openView(), async (view) => {
    await view.ask("look");
    const arrivals = new BothArrivals();
    view.onMark((mark) => arrivals.ours.add(mark));
    const kubectl = cluster.watchMarks((mark) => arrivals.peer.add(mark));
    try {
      // It has to say something before it can be compared.
      while (!arrivals.peer.any) {
        await cluster.mark();
        await delay(500);
      }
      return await use(arrivals);
    } finally {
      kubectl.kill();
      await ended(kubectl);
    }
  });
}
