/** How much is done for a change, in counts: they do not depend on the machine. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { ClusterSnapshot } from "../../../client/src/cluster/cluster-snapshot.ts";
import { type Drawing, PackTree } from "../../../client/src/tree/pack-tree.ts";
import { NO_FILTER, type TreeFilter } from "../../../client/src/tree/tree-filter.ts";
import type { TreeNode } from "../../../client/src/tree/tree-node.ts";
import { HOURLY, KEYLESS, PackWorld, persona } from "../cluster/pack-world.ts";

const PACKS = 1_000;
const PERSONAS = 10;
const NEXT = "2026-01-01T00:30:00Z";

describe("the tree of 1,000 packs × 10 personas", () => {
  const world = new PackWorld({ context: "kind", namespace: "ns" });
  const tree = new PackTree();
  let nodes: readonly TreeNode[] = [];

  before(async () => {
    const personas = Array.from({ length: PERSONAS }, (_, index) => persona(`role-${index}`, HOURLY));
    for (let index = 0; index < PACKS; index++) {
      world.installed(nameOf(index), { ...KEYLESS, personas });
    }
    await world.clock.pass(200);
    draw(undefined);
    assert.equal(anew().length, PACKS);
    // As an editor does with the packs that are expanded.
    for (const element of tree.childrenOf().slice(0, 20)) {
      for (const child of tree.childrenOf(element)) tree.childrenOf(child);
    }
  });

  test("one event makes the line of one pack anew, and reads that pack alone", async () => {
    world.scheduleStatus(`${nameOf(500)}-role-3-schedule`, { nextRunTime: NEXT });
    const { drawing, reads } = await drawChanges();
    assert.deepEqual(namesOf(drawing), [nameOf(500)]);
    assert.deepEqual(anew(), [nameOf(500)]);
    // Instance, Schedule, memory and runs of each persona, and a few of the pack.
    assert.ok(reads > 0 && reads <= PERSONAS * 4 + 10, `${reads} reads`);
  });

  test("an event that no line shows has nothing drawn anew, unless something below is drawn", async () => {
    for (const index of [10, 500]) {
      world.scheduleStatus(`${nameOf(index)}-role-3-schedule`, { totalRuns: 7 });
    }
    const { drawing } = await drawChanges();
    assert.deepEqual(namesOf(drawing), [nameOf(10)]);
    assert.deepEqual(anew(), [nameOf(10), nameOf(500)]);
  });

  test("each of 20 events at once concerns its pack alone", async () => {
    const packs = Array.from({ length: 20 }, (_, index) => nameOf(index * 50));
    for (const pack of packs) world.instanceStatus(`${pack}-role-0`, { activeAgentPods: 1 });
    const { reads } = await drawChanges();
    assert.deepEqual(anew(), packs);
    assert.ok(reads <= packs.length * (PERSONAS * 4 + 10), `${reads} reads`);
  });

  test("when many lines change all are asked for at once", async () => {
    for (let index = 0; index < 60; index++) world.remove("instances", `${nameOf(index)}-role-0`);
    const { drawing } = await drawChanges();
    assert.equal(drawing.changed, undefined);
    assert.equal(anew().length, 60);
  });

  test("a key in the filter reads nothing and makes no line anew", () => {
    for (const [text, shown] of [
      ["pack-09", 100],
      ["pack-0999", 1],
      ["role-7", PACKS],
      ["", PACKS],
    ] as const) {
      const { drawing, reads } = draw(new Set(), { ...NO_FILTER, text });
      assert.equal(drawing.shown, shown);
      assert.equal(reads, 0);
    }
    assert.deepEqual(anew(), []);
  });

  test("a minute that passes makes only those lines anew that tell a time, and reads nothing", async () => {
    assert.deepEqual(anew(), []);
    await world.clock.pass(60_000);
    const { drawing, reads } = draw(new Set());
    assert.deepEqual(namesOf(drawing), [nameOf(500)]);
    assert.deepEqual(anew(), [nameOf(500)]);
    assert.equal(reads, 0);
  });

  /** What the store has told since the last time. */
  async function drawChanges(): Promise<Counted> {
    world.heard = [];
    await world.clock.pass(200);
    assert.equal(world.heard.length, 1);
    return draw(world.heard[0]);
  }

  interface Counted {
    readonly drawing: Drawing;
    /** Questions to the store about objects of packs. */
    readonly reads: number;
  }

  function draw(changed: ReadonlySet<string> | undefined, filter: TreeFilter = NO_FILTER): Counted {
    const { snapshot, count } = counting(world.store.current);
    const drawing = tree.draw(snapshot, changed, filter, world.clock.now());
    return { drawing, reads: count() };
  }

  /** Packs whose nodes are others than the last time. */
  function anew(): string[] {
    const known = new Set(nodes);
    nodes = tree.childrenOf().map(({ node }) => node);
    return nodes.filter((node) => !known.has(node)).map(({ label }) => label);
  }

  function namesOf({ changed }: Drawing): string[] {
    assert.ok(changed, "not everything is drawn anew");
    return changed.map(({ node }) => node.label);
  }
});

function nameOf(index: number): string {
  return `pack-${String(index).padStart(4, "0")}`;
}

function counting(snapshot: ClusterSnapshot): { snapshot: ClusterSnapshot; count: () => number } {
  let reads = 0;
  const counted = {
    revision: snapshot.revision,
    scope: snapshot.scope,
    connection: snapshot.connection,
    state: snapshot.state.bind(snapshot),
    all: snapshot.all.bind(snapshot),
    get: (...of: Parameters<ClusterSnapshot["get"]>) => {
      reads += 1;
      return snapshot.get(...of);
    },
    labelledForPack: (...of: Parameters<ClusterSnapshot["labelledForPack"]>) => {
      reads += 1;
      return snapshot.labelledForPack(...of);
    },
    runsOf: (...of: Parameters<ClusterSnapshot["runsOf"]>) => {
      reads += 1;
      return snapshot.runsOf(...of);
    },
  };
  return { snapshot: counted, count: () => reads };
}
