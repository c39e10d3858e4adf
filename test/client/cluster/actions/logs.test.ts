/** Logs: which container, which lines, and how following goes on when something breaks. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { followLog, type LogState } from "../../../../client/src/cluster/actions/follow-log.ts";
import { LogLines } from "../../../../client/src/cluster/actions/log-lines.ts";
import { LogText } from "../../../../client/src/cluster/actions/log-text.ts";
import { containersOf, mainContainer } from "../../../../client/src/cluster/actions/pod-containers.ts";
import type { KubeObject, LogOptions } from "../../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../../client/src/cluster/cluster-error.ts";
import { logAddress, logOf } from "../../../../client/src/commands/log-address.ts";
import { FakeClock } from "../fake-clock.ts";

const RUNNING = { running: { startedAt: "2026-01-01T00:00:00Z" } };
const WAITING = { waiting: { reason: "PodInitializing" } };
const ended = (exitCode: number) => ({
  terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "Error" },
});

function podWith(states: Readonly<Record<string, object>>, annotations = {}): KubeObject {
  const all = Object.entries(states).map(([name, state]) => ({ name, state, restartCount: 0 }));
  const init = all.filter(({ name }) => name.startsWith("pre-"));
  const regular = all.filter((one) => !init.includes(one));
  const names = (list: typeof all) => list.map(({ name }) => ({ name }));
  return {
    metadata: { name: "pod", annotations },
    spec: { containers: names(regular), initContainers: names(init) },
    status: { containerStatuses: regular, initContainerStatuses: init },
  };
}

describe("The container to show first", () => {
  const agent = { "kubectl.kubernetes.io/default-container": "agent" };
  for (const [title, pod, expected] of [
    ["the first", podWith({ one: RUNNING, two: RUNNING }), "one"],
    ["the one that the pod names", podWith({ sidecar: RUNNING, agent: RUNNING }, agent), "agent"],
    ["what holds up the others", podWith({ agent: WAITING, "pre-a": RUNNING }), "pre-a"],
    [
      "what has failed before the others",
      podWith({ agent: WAITING, "pre-a": ended(0), "pre-b": ended(1) }),
      "pre-b",
    ],
    [
      "one that failed while the main one was fine",
      podWith({ agent: ended(0), sidecar: ended(2) }),
      "sidecar",
    ],
    [
      "the main one if it failed itself",
      podWith({ agent: ended(1), "pre-a": ended(0), sidecar: ended(2) }),
      "agent",
    ],
    ["one of a pod that nobody has looked at", podWith({ agent: {}, "pre-a": {} }), "agent"],
  ] as const) {
    test(title, () => assert.equal(mainContainer(pod, containersOf(pod))?.name, expected));
  }
});

describe("Lines of a log", () => {
  test("come in parts, without their timestamps and what steers a terminal", () => {
    const lines = new LogLines();
    assert.deepEqual(lines.add("2026-01-01T00:00:00.1Z on"), []);
    assert.deepEqual(lines.add("e\n2026-01-01T00:00:00.2Z \u001b[31mtwo\u001b[0m\r\n"), ["one", "two"]);
    assert.deepEqual(lines.add("2026-01-01T00:00:01Z last"), []);
    assert.deepEqual(lines.end(), ["last"]);
    assert.equal(lines.since, "2026-01-01T00:00:01Z");
  });

  test("are not shown twice after a reconnection, which repeats a whole second", () => {
    const lines = new LogLines();
    lines.add("2026-01-01T00:00:01.1Z a\n2026-01-01T00:00:01.25Z b\n2026-01-01T00:00:01.25Z c\n");
    lines.again();
    assert.deepEqual(
      lines.add(
        "2026-01-01T00:00:01.100000000Z a\n2026-01-01T00:00:01.25Z b\n2026-01-01T00:00:01.25Z c\n2026-01-01T00:00:01.25Z d\n2026-01-01T00:00:01.3Z e\n",
      ),
      ["d", "e"],
    );
  });

  test("are shown in whatever order their timestamps are", () => {
    const lines = new LogLines();
    const text =
      "2026-01-01T00:00:01.000002Z out\n2026-01-01T00:00:01.000001Z err\n2026-01-01T00:00:01.000002Z out again\n";
    assert.deepEqual(lines.add(text), ["out", "err", "out again"]);
    assert.deepEqual(lines.add("2025-12-31T23:00:00Z set back\n"), ["set back"]);
    assert.equal(lines.since, "2026-01-01T00:00:01.000002Z");
    lines.again();
    assert.deepEqual(lines.add(text), []);
    assert.deepEqual(lines.add("2026-01-01T00:00:01.000002Z new\n2026-01-01T00:00:01.000001Z late\n"), [
      "new",
      "late",
    ]);
    lines.again();
    assert.deepEqual(
      lines.add(
        `${text}2026-01-01T00:00:01.000002Z new\n2026-01-01T00:00:01.000001Z late\n2026-01-01T00:00:02Z next\n2026-01-01T00:00:01.9Z behind\n`,
      ),
      ["next", "behind"],
    );
  });

  test("without an end are cut off, however long they go on", () => {
    const lines = new LogLines();
    const shown = [];
    for (let count = 0; count < 100; count++) shown.push(...lines.add("x".repeat(1000)));
    assert.equal(shown.length, 1);
    assert.equal(shown[0]?.length, 10_001);
    assert.deepEqual(lines.add("end\nnext\n"), ["next"]);
  });

  test("are kept as far as memory allows", () => {
    const text = new LogText(3, 1000);
    text.add(["a", "b", "c", "d", "e"]);
    assert.equal(text.toString(), "… 2 earlier lines are left out.\nc\nd\ne\n");
    const short = new LogText(1000, 10);
    short.add(["12345", "123456789"]);
    assert.equal(short.toString(), "… 1 earlier line is left out.\n123456789\n");
    short.clear();
    assert.equal(short.toString(), "");
  });
});

/** Answers one request after the other as it is told. */
class FakePod {
  readonly asked: LogOptions[] = [];
  state: object = RUNNING;
  restarts = 0;
  answers: ((onText: (text: string) => void, signal: AbortSignal) => Promise<void>)[] = [];

  async get(): Promise<KubeObject> {
    const status = { containerStatuses: [{ name: "agent", state: this.state, restartCount: this.restarts }] };
    return { metadata: { name: "pod" }, spec: { containers: [{ name: "agent" }] }, status };
  }

  async readLog(
    _namespace: string,
    _pod: string,
    options: LogOptions,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.asked.push(options);
    await this.answers.shift()?.(onText, signal);
  }
}

async function follow(pod: FakePod, previous = false) {
  const clock = new FakeClock();
  const abort = new AbortController();
  const lines: string[] = [];
  const states: LogState[] = [];
  const done = followLog(
    pod,
    { namespace: "ns", pod: "pod", container: "agent", previous },
    { lines: (more) => lines.push(...more), state: (state) => states.push(state) },
    { signal: abort.signal, clock, random: () => 0, tailLines: 100 },
  );
  return { clock, abort, lines, states, done, phases: () => states.map(({ phase }) => phase) };
}

describe("Following a log", () => {
  test("until the container ends", async () => {
    const pod = new FakePod();
    pod.answers = [
      async (onText) => {
        onText("2026-01-01T00:00:00Z one\n");
        pod.state = ended(3);
      },
    ];
    const { done, lines, states } = await follow(pod);
    await done;
    assert.deepEqual(lines, ["one"]);
    assert.deepEqual(states.at(-1), {
      phase: "ended",
      reason: "The container agent has ended with exit code 3 (Error).",
    });
    assert.deepEqual(pod.asked, [
      { container: "agent", previous: false, follow: true, timestamps: true, tailLines: 100 },
    ]);
  });

  test("goes on where it was after a lost connection", async () => {
    const pod = new FakePod();
    pod.answers = [
      async (onText) => {
        onText("2026-01-01T00:00:00.5Z one\n");
        throw new ClusterError("offline", "No answer.");
      },
      async (onText) => {
        onText("2026-01-01T00:00:00.5Z one\n2026-01-01T00:00:07Z two\n");
        pod.state = ended(0);
      },
    ];
    const { clock, done, lines, phases } = await follow(pod);
    await clock.pass(2000);
    await done;
    assert.deepEqual(lines, ["one", "two"]);
    assert.deepEqual(phases(), ["connecting", "following", "reconnecting", "following", "ended"]);
    assert.equal(pod.asked[1]?.sinceTime, "2026-01-01T00:00:00.5Z");
    assert.equal(clock.pending, 0);
  });

  test("waits for a container that has not started", async () => {
    const pod = new FakePod();
    pod.state = { waiting: { reason: "ContainerCreating" } };
    pod.answers = [
      async () => {
        pod.state = ended(0);
      },
    ];
    const { clock, done, states } = await follow(pod);
    await clock.pass(3000);
    assert.deepEqual(states.at(-1), { phase: "waiting", reason: "ContainerCreating" });
    pod.state = RUNNING;
    await clock.pass(1000);
    await done;
    assert.equal(states.at(-1)?.phase, "ended");
  });

  test("shows what a container wrote that waits to be started again", async () => {
    const pod = new FakePod();
    pod.state = { waiting: { reason: "CrashLoopBackOff" } };
    pod.restarts = 2;
    pod.answers = [async (onText) => onText("2026-01-01T00:00:00Z died\n")];
    const { clock, abort, done, lines } = await follow(pod);
    await clock.pass(5000);
    assert.deepEqual(lines, ["died"]);
    assert.equal(pod.asked.length, 1);
    abort.abort();
    await done;
    assert.equal(clock.pending, 0);
  });

  test("what may not be read ends it, and says why", async () => {
    const pod = new FakePod();
    pod.answers = [
      async () => {
        throw new ClusterError("forbidden", "You may not get pods/log.");
      },
    ];
    const { done, states } = await follow(pod);
    await done;
    assert.deepEqual(states.at(-1), { phase: "ended", reason: "You may not get pods/log." });
  });

  test("goes on over a connection that was replaced", async () => {
    const pod = new FakePod();
    pod.answers = [
      async () => {
        throw new ClusterError("cancelled", "The connection was closed.");
      },
      async () => {
        pod.state = ended(0);
      },
    ];
    const { clock, done, phases } = await follow(pod);
    await clock.pass(2000);
    await done;
    assert.deepEqual(phases(), ["connecting", "following", "reconnecting", "following", "ended"]);
  });

  test("ends with its signal, and says nothing more", async () => {
    const pod = new FakePod();
    pod.answers = [
      (_onText, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new ClusterError("cancelled", "Cancelled.")));
        }),
    ];
    const { clock, abort, done, phases } = await follow(pod);
    await clock.pass(0);
    abort.abort();
    await done;
    assert.deepEqual(phases(), ["connecting", "following"]);
  });

  test("the one before is read once", async () => {
    const pod = new FakePod();
    pod.answers = [async (onText) => onText("2026-01-01T00:00:00Z before\n")];
    const { done, lines, states } = await follow(pod, true);
    await done;
    assert.deepEqual(lines, ["before"]);
    assert.equal(pod.asked[0]?.previous, true);
    assert.equal(pod.asked[0]?.follow, false);
    assert.equal(states.at(-1)?.phase, "ended");
  });
});

test("the address of a log is read back", () => {
  for (const previous of [true, false]) {
    const address = { context: "arn:aws/dev", namespace: "ns", pod: "run-1", container: "agent", previous };
    assert.deepEqual(logOf(logAddress(address).path), address);
  }
  assert.match(
    logAddress({ context: "c", namespace: "n", pod: "p", container: "a", previous: true }).path,
    /\/p \(a, previous\)\.log$/,
  );
  assert.equal(logOf("/a/b"), undefined);
  assert.equal(logOf("/100%/ns/pod/agent/current/pod (agent).log"), undefined);
});
