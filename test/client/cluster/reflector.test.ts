import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Reflector } from "../../../client/src/cluster/reflector.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { FakeClock, settled } from "./fake-clock.ts";
import { FakeCluster, failure } from "./fake-cluster.ts";

const type = RESOURCES.packs;
/** From the opening of a watch that resumes until it counts as current. */
const CATCH_UP_MS = 250;

describe("Reflector", () => {
  let clock: FakeClock;
  let cluster: FakeCluster;
  let heard: string[];
  let reflector: Reflector;

  beforeEach(() => {
    clock = new FakeClock();
    cluster = new FakeCluster();
    heard = [];
    reflector = makeReflector(0);
  });

  test("lists page by page, then watches from there", async () => {
    for (let index = 1; index <= 1_200; index++) cluster.put("personapacks", `p${index}`);
    await start();
    assert.deepEqual(cluster.requests, [
      "list personapacks",
      "list personapacks 500@1201",
      "list personapacks 1000@1201",
      "watch personapacks 1201",
    ]);
    assert.deepEqual(heard, ["listed 500", "listed 500", "listed 200", "list ended 1200", "live"]);
  });

  test("asks for metadata only where it is told so", async () => {
    reflector = makeReflector(0, true);
    await start();
    assert.equal(cluster.requests[0], "list personapacks metadata");
  });

  test("tells changes", async () => {
    await start();
    cluster.put("personapacks", "a");
    cluster.put("personapacks", "a");
    cluster.remove("personapacks", "a");
    assert.deepEqual(heardSince(), ["ADDED a", "MODIFIED a", "DELETED a"]);
  });

  test("opens an ended watch again from the last bookmark, without a word", async () => {
    await start();
    cluster.bookmark();
    await clock.pass(5_000);
    cluster.endWatches();
    await settled();
    assert.deepEqual(cluster.requests, ["list personapacks", "watch personapacks 1", "watch personapacks 2"]);
    assert.deepEqual(heardSince(), []);
  });

  test("lists at once when its version is gone; what disappeared meanwhile is not among the keys", async () => {
    cluster.put("personapacks", "a");
    cluster.put("personapacks", "b");
    await start();
    await clock.pass(60_000);
    cluster.endWatches();
    cluster.remove("personapacks", "a");
    cluster.compact();
    await settled();
    assert.deepEqual(cluster.requests.slice(2), [
      "watch personapacks 3",
      "list personapacks",
      "watch personapacks 5",
    ]);
    assert.deepEqual(heardSince(), ["listed 1", "list ended 1"]);
  });

  test("begins its list again when a page is gone", async () => {
    for (let index = 1; index <= 600; index++) cluster.put("personapacks", `p${index}`);
    cluster.fail("list personapacks 500@", failure("gone"));
    await start();
    assert.deepEqual(heard, ["listed 500", "listed 500", "listed 100", "list ended 600", "live"]);
  });

  test("waits longer from time to time if everything it asks from is gone", async () => {
    cluster.fail("watch", failure("gone"), failure("gone"), failure("gone"));
    await start();
    assert.deepEqual(heardSince(), ["listed 0", "list ended 0", "reconnecting in 2000: It is gone."]);
  });

  for (const kind of ["not-found", "crd-missing"] as const) {
    for (const request of ["list", "watch"]) {
      test(`${kind} on ${request}: looks now and then whether it was installed`, async () => {
        cluster.fail(request, failure(kind));
        await start();
        assert.equal(heard.at(-1), `blocked ${kind}: It is ${kind}.`);
        const asked = cluster.requests.length;
        await clock.pass(14_999);
        assert.equal(cluster.requests.length, asked);
        await clock.pass(1);
        assert.equal(heard.at(-1), "live");
      });
    }
  }

  for (const kind of ["unauthenticated", "forbidden"] as const) {
    for (const request of ["list", "watch"]) {
      test(`${kind} on ${request}: waits for the user, however long`, async () => {
        cluster.fail(request, failure(kind));
        await start();
        assert.equal(heard.at(-1), `blocked ${kind}: It is ${kind}.`);
        const asked = cluster.requests.length;
        await clock.pass(3_600_000);
        assert.equal(cluster.requests.length, asked);
        assert.equal(clock.pending, 0);
        reflector.retry();
        await clock.pass(CATCH_UP_MS);
        assert.equal(heard.at(-1), "live");
      });
    }
  }

  for (const { random, delays } of [
    { random: 0, delays: [1, 2, 4, 8, 15, 15, 15] },
    { random: 0.999, delays: [2, 4, 8, 16, 30, 30, 30] },
  ]) {
    test(`waits ever longer between attempts: ${delays.join(", ")} s`, async () => {
      reflector = makeReflector(random);
      cluster.down = failure("offline");
      await start();
      for (const seconds of delays) {
        const [, milliseconds = "0"] = /^reconnecting in (\d+)/.exec(heard.at(-1) ?? "") ?? [];
        assert.equal(Math.round(Number(milliseconds) / 1000), seconds);
        const asked = cluster.requests.length;
        await clock.pass(Number(milliseconds) - 1);
        assert.equal(cluster.requests.length, asked);
        await clock.pass(1);
        assert.equal(cluster.requests.length, asked + 1);
      }
    });
  }

  test("waits as long as the server asks for, but not for ever", async () => {
    cluster.fail("list", failure("busy", 45_000), failure("busy", 3_600_000));
    await start();
    assert.equal(heard.at(-1), "reconnecting in 45000: It is busy.");
    await clock.pass(45_000);
    assert.equal(heard.at(-1), "reconnecting in 300000: It is busy.");
  });

  test("goes on from the last version after an error in the stream, and counts failures anew", async () => {
    await start();
    cluster.put("personapacks", "a");
    await clock.pass(10_000);
    for (const _again of [1, 2]) {
      cluster.endWatches(failure("unknown"));
      await settled();
      assert.equal(heard.at(-1), "reconnecting in 1000: It is unknown.");
      await clock.pass(1_000);
      assert.equal(cluster.requests.at(-1), "watch personapacks 2");
      await clock.pass(CATCH_UP_MS);
      assert.equal(heard.at(-1), "live");
      await clock.pass(10_000);
    }
  });

  test("does not hammer a server that accepts watches and drops them", async () => {
    await start();
    for (const seconds of [1, 2, 4, 8, 15, 15]) {
      cluster.endWatches();
      await settled();
      const wait = `reconnecting in ${seconds}000: The API server ends the connection at once.`;
      assert.equal(heard.at(-1), wait);
      await clock.pass(seconds * 1_000);
    }
  });

  test("a watch that has fallen silent is opened anew", async () => {
    await start();
    await clock.pass(100_000);
    cluster.bookmark();
    await clock.pass(149_000);
    assert.equal(cluster.requests.length, 2);
    await clock.pass(1_000);
    assert.deepEqual(heardSince(), ["reconnecting in 1000: The API server has fallen silent."]);
    assert.equal(cluster.underWay, 0);
    await clock.pass(1_000);
    assert.equal(cluster.requests.at(-1), "watch personapacks 2");
    await clock.pass(CATCH_UP_MS);
    assert.equal(heard.at(-1), "live");
  });

  test("relist lists at once, from a watch as from a wait", async () => {
    await start();
    reflector.relist();
    await settled();
    cluster.goDown();
    await settled();
    cluster.up();
    reflector.relist();
    await settled();
    assert.deepEqual(
      cluster.requests.map((line) => line.split(" ")[0]),
      ["list", "watch", "list", "watch", "list", "watch"],
    );
  });

  for (const moment of ["list", "watch", "wait", "block"]) {
    test(`stopped in a ${moment} it leaves nothing and is never heard again`, async () => {
      if (moment === "wait") cluster.down = failure("offline");
      if (moment === "block") cluster.fail("list", failure("forbidden"));
      reflector.start(cluster);
      if (moment === "list") await Promise.resolve();
      else await settled();
      const said = heard.length;
      const asked = cluster.requests.length;
      assert.ok(asked > 0);
      await reflector.stop();
      assert.equal(clock.pending, 0);
      assert.equal(cluster.underWay, 0);
      cluster.up();
      cluster.put("personapacks", "late");
      reflector.retry();
      reflector.relist();
      await clock.pass(3_600_000);
      assert.deepEqual(heard.slice(said), []);
      assert.equal(cluster.requests.length, asked);
    });
  }

  test("what a watch still hands over after the stop is dropped", async () => {
    let late: (() => void) | undefined;
    reflector.start({
      list: (...request) => cluster.list(...request),
      watch: (of, options, onEvent, signal) => {
        late = () => onEvent({ type: "ADDED", object: { metadata: { name: "late" } } });
        return cluster.watch(of, options, onEvent, signal);
      },
    });
    await settled();
    const said = heard.length;
    await reflector.stop();
    late?.();
    assert.equal(heard.length, said);
  });

  test("started again it goes on where it was, and is live once it has caught up", async () => {
    await start();
    cluster.put("personapacks", "a");
    await reflector.stop();
    cluster.put("personapacks", "b");
    await start();
    assert.equal(cluster.requests.at(-1), "watch personapacks 2");
    await clock.pass(CATCH_UP_MS - 1);
    assert.deepEqual(heardSince(), ["ADDED a", "ADDED b"]);
    await clock.pass(1);
    assert.deepEqual(heardSince(), ["ADDED a", "ADDED b", "live"]);
  });

  test("with a bookmark it has caught up", async () => {
    await start();
    await reflector.stop();
    await start();
    cluster.bookmark();
    assert.deepEqual(heardSince(), ["live"]);
  });

  test("stopped before it has caught up it is never live", async () => {
    await start();
    await reflector.stop();
    await start();
    await reflector.stop();
    assert.equal(clock.pending, 0);
    assert.deepEqual(heardSince(), []);
  });

  function makeReflector(random: number, metadataOnly = false): Reflector {
    return new Reflector({
      type,
      namespace: undefined,
      metadataOnly,
      clock,
      random: () => random,
      sink: {
        listed: (objects) => heard.push(`listed ${objects.length}`),
        listEnded: (keys) => heard.push(`list ended ${keys.size}`),
        changed: (event, { metadata }) => heard.push(`${event} ${metadata.name}`),
        state: (state) => {
          if (state.phase === "reconnecting") {
            heard.push(`reconnecting in ${state.at - clock.now()}: ${state.reason}`);
          } else if (state.phase === "blocked") {
            heard.push(`blocked ${state.kind}: ${state.reason}`);
          } else {
            heard.push(state.phase);
          }
        },
      },
    });
  }

  async function start(): Promise<void> {
    reflector.start(cluster);
    await settled();
  }

  /** After it first was live. */
  function heardSince(): string[] {
    return heard.slice(heard.indexOf("live") + 1);
  }
});
