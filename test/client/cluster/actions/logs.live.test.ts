import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { followLog, type LogState } from "../../../../client/src/cluster/actions/follow-log.ts";
import { podOfController, podOfRun } from "../../../../client/src/cluster/actions/run-logs.ts";
import { systemClock } from "../../../../client/src/cluster/clock.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { StandInKubelet } from "../../../cluster/stand-in-kubelet.ts";
import { describeActions } from "./action-suite.ts";

const forever = new AbortController().signal;
const running = (name: string) => ({
  phase: "Running",
  containerStatuses: [
    { name, image: "none", imageID: "", ready: true, restartCount: 0, state: { running: {} } },
  ],
});
const ended = (name: string, exitCode: number) => ({
  phase: exitCode === 0 ? "Succeeded" : "Failed",
  containerStatuses: [
    {
      name,
      image: "none",
      imageID: "",
      ready: false,
      restartCount: 0,
      state: { terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "OOMKilled" } },
    },
  ],
});

describeActions("Logs through a real API server", (fixture) => {
  let kubelet: StandInKubelet;
  before(async () => {
    kubelet = await StandInKubelet.start(fixture().server);
  });
  after(() => kubelet.stop());

  function follow(manager: ClusterManager, namespace: string, pod: string, container: string) {
    const abort = new AbortController();
    const lines: string[] = [];
    const states: LogState[] = [];
    const { client } = fixture().session(manager);
    const done = followLog(
      client,
      { namespace, pod, container, previous: false },
      { lines: (more) => lines.push(...more), state: (state) => states.push(state) },
      { signal: abort.signal, clock: systemClock, random: () => 0, tailLines: 3 },
    );
    return { abort, lines, states, done, phase: () => states.at(-1)?.phase };
  }

  test("follows a container from the last lines on until it has ended", async () => {
    const manager = await fixture().place("logs");
    await kubelet.addPod("logs", "run", ["agent"], running("agent"));
    kubelet.write("logs", "run", "agent", "1", "2", "3", "4");
    const log = follow(manager, "logs", "run", "agent");
    await eventually(async () => assert.deepEqual(log.lines, ["2", "3", "4"]));
    kubelet.write("logs", "run", "agent", "5");
    await eventually(async () => assert.equal(log.lines.at(-1), "5"));
    await kubelet.report("logs", "run", ended("agent", 137));
    kubelet.end("logs", "run", "agent");
    await log.done;
    assert.deepEqual(log.states.at(-1), {
      phase: "ended",
      reason: "The container agent has ended with exit code 137 (OOMKilled).",
    });
  });

  test("a server killed and started again costs no line and repeats none", async () => {
    const manager = await fixture().place("outage");
    await kubelet.addPod("outage", "run", ["agent"], running("agent"));
    kubelet.write("outage", "run", "agent", "before");
    const log = follow(manager, "outage", "run", "agent");
    await eventually(async () => assert.deepEqual(log.lines, ["before"]));
    await fixture().server.kill();
    await eventually(async () => assert.equal(log.phase(), "reconnecting"));
    kubelet.write("outage", "run", "agent", "meanwhile");
    await fixture().server.restart();
    await eventually(async () => assert.deepEqual(log.lines, ["before", "meanwhile"]), 20_000);
    kubelet.write("outage", "run", "agent", "after");
    await eventually(async () => assert.deepEqual(log.lines, ["before", "meanwhile", "after"]));
    log.abort.abort();
    await log.done;
    await eventually(async () => assert.equal(kubelet.followers("outage", "run", "agent"), 0));
  });

  test("who closes it leaves nothing behind, and a pod that goes ends it", async () => {
    const manager = await fixture().place("closing");
    await kubelet.addPod("closing", "one", ["agent"], running("agent"));
    const log = follow(manager, "closing", "one", "agent");
    await eventually(async () => assert.equal(kubelet.followers("closing", "one", "agent"), 1));
    log.abort.abort();
    await log.done;
    await eventually(async () => assert.equal(kubelet.followers("closing", "one", "agent"), 0));
    assert.equal(log.phase(), "following");
    const gone = follow(manager, "closing", "two", "agent");
    await gone.done;
    assert.match(JSON.stringify(gone.states.at(-1)), /There is no Pod two in namespace closing/);
  });

  test("finds the pod of a run, and that of the controller", async () => {
    const manager = await fixture().place("finding");
    await fixture().server.addNamespace("sympozium-system");
    const { client } = fixture().session(manager);
    await assert.rejects(podOfController(client, forever), /no pod of the controller/);
    const labels = { "control-plane": "controller-manager" };
    await kubelet.addPod("sympozium-system", "controller-1", ["manager"], running("manager"), labels);
    const controller = await podOfController(client, forever);
    assert.deepEqual([controller.pod, controller.main.name], ["controller-1", "manager"]);
    const { current } = manager.snapshot;
    await assert.rejects(podOfRun(client, current, "finding", "none", forever), /There is no run none/);
  });
});
