import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { ExecPlugin, type ExecPluginOptions } from "../../../client/src/cluster/exec-credential.ts";
import type { ExecConfig } from "../../../client/src/cluster/kubeconfig-file.ts";

const CANARY = "sk-canary-0123456789";
const cluster = { name: "c", server: "https://c", insecure: false, caData: "Q0E=", pluginConfig: { a: 1 } };

describe("Credential plugins", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plugin-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A plugin of this code, which counts its runs in `runs`. */
  function plugin(code: string, more: Partial<ExecConfig> = {}, options: Partial<ExecPluginOptions> = {}) {
    const said: string[] = [];
    const runs = join(mkdtempSync(join(folder, "run-")), "runs");
    const script = `${runs}.mjs`;
    const give = `const give = (status) => console.log(JSON.stringify({ kind: "ExecCredential", status }));`;
    writeFileSync(
      script,
      `import fs from "node:fs"; fs.appendFileSync(${JSON.stringify(runs)}, "x"); ${give} ${code}`,
    );
    const exec: ExecConfig = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: process.execPath,
      args: [script],
      env: {},
      provideClusterInfo: false,
      ...more,
    };
    return {
      plugin: new ExecPlugin({ exec, cluster, env: process.env, log: (line) => said.push(line), ...options }),
      said,
      runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").length : 0),
    };
  }

  async function refusal(asked: Promise<unknown>, kind = "unauthenticated"): Promise<string> {
    const error = await asked.then(
      () => assert.fail("gave a credential"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ClusterError);
    assert.equal(error.kind, kind);
    assert.ok(!error.message.includes(CANARY), error.message);
    return error.message.replaceAll(process.execPath, "plugin");
  }

  test("is cancelled by its user, who hears what it says", async () => {
    const heard: string[] = [];
    let ended = false;
    const { plugin: asked } = plugin(
      `console.error("log in at https://x"); setInterval(() => {}, 1000);`,
      {},
      {
        onRun: (run) => {
          assert.equal(run.command, process.execPath);
          void run.ended.then(() => {
            ended = true;
          });
          run.onLine((line) => {
            heard.push(line);
            run.cancel();
          });
        },
      },
    );
    assert.equal(
      await refusal(asked.credential()),
      "The credential plugin “plugin” was cancelled. The log has what it said.",
    );
    assert.deepEqual([heard, ended], [["log in at https://x"], true]);
  });

  test("runs once for all who wait, and again only when it ends", async () => {
    const inAnHour = "new Date(Date.now() + 3_600_000).toISOString()";
    const { plugin: asked, runs } = plugin(`give({ token: "t", expirationTimestamp: ${inAnHour} })`);
    const given = await Promise.all(Array.from({ length: 7 }, () => asked.credential()));
    assert.equal(given[0]?.token, "t");
    assert.equal(new Set(given).size, 1);
    await asked.credential();
    assert.equal(runs(), 1);
    const left = (given[0]?.staleAt ?? 0) - Date.now();
    assert.ok(left > 3_500_000 && left <= 3_570_000, `renewed in ${left} ms, 30 s before its end`);
  });

  test("is asked again when the credential has ended", async () => {
    const { plugin: asked, runs } = plugin(
      `give({ token: "t", expirationTimestamp: new Date().toISOString() })`,
    );
    await asked.credential();
    await asked.credential();
    assert.equal(runs(), 2);
  });

  test("is asked once more for what the server has refused", async () => {
    const { plugin: asked, runs } = plugin(`give({ token: "t" + Math.random() })`);
    const refused = await asked.credential();
    assert.equal(refused.staleAt, Number.POSITIVE_INFINITY);
    const renewed = await Promise.all([asked.renewed(refused), asked.renewed(refused)]);
    assert.equal(runs(), 2);
    assert.notEqual(renewed[0].token, refused.token);
    assert.equal(await asked.renewed(refused), renewed[0], "which is there already");
    assert.equal(runs(), 2);
  });

  test("a client certificate", async () => {
    const { plugin: asked } = plugin(`give({ clientCertificateData: "C", clientKeyData: "K" })`);
    const { clientCertificate, clientKey, token } = await asked.credential();
    assert.deepEqual([clientCertificate, clientKey, token], ["C", "K", undefined]);
  });

  const infos: readonly [title: string, provideClusterInfo: boolean, cluster: unknown][] = [
    ["without the cluster", false, undefined],
    [
      "with the cluster",
      true,
      { server: "https://c", "certificate-authority-data": "Q0E=", config: { a: 1 } },
    ],
  ];
  for (const [title, provideClusterInfo, expected] of infos) {
    test(`gets its environment, ${title}`, async () => {
      const { plugin: asked } = plugin(
        `give({ token: process.env.KUBERNETES_EXEC_INFO + process.env.OWN + process.env.INHERITED })`,
        { provideClusterInfo, env: { OWN: "|own" } },
        { env: { ...process.env, INHERITED: "|inherited", OWN: "overridden" } },
      );
      const [info = "", ...rest] = ((await asked.credential()).token ?? "").split("|");
      assert.deepEqual(rest, ["own", "inherited"]);
      const spec = { interactive: false, ...(expected !== undefined && { cluster: expected }) };
      assert.deepEqual(JSON.parse(info), {
        apiVersion: "client.authentication.k8s.io/v1",
        kind: "ExecCredential",
        spec,
      });
    });
  }

  test("what it says goes to the log line by line, and what it gives does not", async () => {
    const { plugin: asked, said } = plugin(
      `process.stderr.write("Open https://login\\nCo"); process.stderr.write("de 1"); give({ token: "${CANARY}" })`,
    );
    assert.equal((await asked.credential()).token, CANARY);
    assert.deepEqual(said, [`${process.execPath}: Open https://login`, `${process.execPath}: Code 1`]);
  });

  test("its input is closed", async () => {
    const { plugin: asked } = plugin(`for await (const _ of process.stdin); give({ token: "end" });`);
    assert.equal((await asked.credential()).token, "end");
  });

  const failures: readonly [title: string, code: string, said: string][] = [
    [
      "fails",
      `console.log("${CANARY}"); process.exit(3)`,
      "failed with exit code 3. The log has what it said.",
    ],
    ["is killed", `process.kill(process.pid, "SIGKILL")`, "was ended by SIGKILL. The log has what it said."],
    ["says nothing", "", "gave no credential."],
    ["says no JSON", `console.log("${CANARY}")`, "gave no credential."],
    ["gives nothing", "give({})", "gave no credential."],
    ["gives half a certificate", `give({ clientCertificateData: "${CANARY}" })`, "gave no credential."],
    ["is another thing", `console.log('{"status":{"token":"${CANARY}"}}')`, "gave no credential."],
    [
      "says too much",
      `process.stdout.write("x".repeat(2_000_000)); setInterval(() => {}, 1000)`,
      "says too much. The log has what it said.",
    ],
  ];
  for (const [title, code, said] of failures) {
    test(`a plugin that ${title}, and may be asked again`, async () => {
      const { plugin: asked, runs } = plugin(code);
      assert.equal(await refusal(asked.credential()), `The credential plugin “plugin” ${said}`);
      await refusal(asked.credential());
      assert.equal(runs(), 2);
    });
  }

  test("is ended after its time, with what it has started", async () => {
    const beat = join(folder, "beat");
    const child = `setInterval(() => require("node:fs").appendFileSync(${JSON.stringify(beat)}, "x"), 20)`;
    const { plugin: asked } = plugin(
      `import { spawn } from "node:child_process";
      spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });`,
      {},
      { timeoutMs: 1000 },
    );
    const said = await refusal(asked.credential());
    assert.equal(said, "The credential plugin “plugin” did not finish within 1 s. The log has what it said.");
    const beats = readFileSync(beat, "utf8").length;
    await delay(200);
    assert.equal(readFileSync(beat, "utf8").length, beats);
  });

  test("is ended by dispose, and cancelled", async () => {
    const { plugin: asked, runs } = plugin("setInterval(() => {}, 1000)");
    const waiting = refusal(asked.credential(), "cancelled");
    while (runs() === 0) await delay(20);
    asked.dispose();
    assert.equal(await waiting, "The connection was closed.");
    await refusal(asked.credential(), "cancelled");
    assert.equal(runs(), 1);
  });

  test("one that is not there is told with its hint", async () => {
    const { plugin: asked } = plugin("", { command: "no-such-plugin", installHint: "Get it\n  from x.\n" });
    const missing =
      "The credential plugin “no-such-plugin” is not installed, or not on the PATH of the editor.";
    assert.equal(await refusal(asked.credential()), `${missing} Get it from x.`);
    const { plugin: bare } = plugin("", { command: "no-such-plugin" });
    assert.equal(await refusal(bare.credential()), missing);
  });

  test("one that cannot be run", async () => {
    const { plugin: asked } = plugin("", { command: folder });
    assert.equal(
      await refusal(asked.credential()),
      `The credential plugin “${folder}” cannot be started (EACCES).`,
    );
  });

  test("one that needs a terminal is not run", async () => {
    const { plugin: asked, runs } = plugin("", { interactiveMode: "Always" });
    assert.equal(
      await refusal(asked.credential()),
      "The credential plugin “plugin” needs a terminal, which an editor has not.",
    );
    assert.equal(runs(), 0);
  });
});
