/** The API server of the cluster rows: 1,000 packs of 10 personas with what a controller makes of them. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findKubeBinaries, HOW_TO_GET_THEM } from "../../scripts/kube-binaries.ts";
import { TestApiServer } from "../cluster/api-server.ts";
import { createTeamPacks } from "../cluster/team-packs.ts";
import { MARK, type ViewCommand, type ViewMessage } from "./cluster-view-protocol.ts";
import type { Bench } from "./scenario.ts";

const NAMESPACE = "default";
const PACKS = 1_000;
const PERSONAS = 10;
/** Packs, and for each persona an Instance, a Schedule and a ConfigMap. */
export const OBJECTS = PACKS * (1 + 3 * PERSONAS);
/** What the view lists. */
const LISTS =
  "personapacks,sympoziuminstances,sympoziumschedules,agentruns,configmaps,secrets,skillpacks,sympoziumpolicies";

export class TeamCluster {
  readonly #server: TestApiServer;
  readonly #kubectl: string;
  #marks = 0;

  private constructor(server: TestApiServer, kubectl: string) {
    this.#server = server;
    this.#kubectl = kubectl;
  }

  static async start(): Promise<TeamCluster> {
    const binaries = findKubeBinaries();
    if (!binaries) throw new Error(HOW_TO_GET_THEM);
    if (binaries.kubectl === undefined) throw new Error("There is no kubectl to compare with.");
    const server = await TestApiServer.start(binaries);
    try {
      await createTeamPacks(server.client, { namespace: NAMESPACE, packs: PACKS, personas: PERSONAS });
      return new TeamCluster(server, binaries.kubectl);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  openView(): ClusterView {
    return new ClusterView(this.#server.admin.kubeconfig);
  }

  /** Sets a new mark on the next pack, and returns it. */
  async mark(): Promise<string> {
    this.#marks += 1;
    const mark = String(this.#marks);
    await this.#server.client.mergePatch("PersonaPack", NAMESPACE, `team-${this.#marks % PACKS}`, {
      metadata: { labels: { [MARK]: mark } },
    });
    return mark;
  }

  /** Milliseconds that kubectl takes for the lists of the view as JSON. */
  async getAll(): Promise<number> {
    const from = performance.now();
    const child = this.#run(["get", LISTS, "--all-namespaces", "-o", "json"]);
    child.stdout?.resume();
    await ended(child);
    return performance.now() - from;
  }

  /** kubectl as it watches the packs; calls back with each mark. */
  watchMarks(onMark: (mark: string) => void): ChildProcess {
    const output = `jsonpath={.metadata.labels.${MARK}}{"\\n"}`;
    const child = this.#run(["get", "personapacks", "-n", NAMESPACE, "--watch-only", "-o", output]);
    if (child.stdout) createInterface({ input: child.stdout }).on("line", onMark);
    return child;
  }

  #run(args: readonly string[]): ChildProcess {
    const { kubeconfig } = this.#server.admin;
    return spawn(this.#kubectl, ["--kubeconfig", kubeconfig, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  }
}

let cluster: Promise<TeamCluster> | undefined;

/** The same one for all rows; stopped after the last one. */
export async function teamCluster(bench: Bench): Promise<TeamCluster> {
  if (!cluster) {
    const started = TeamCluster.start();
    cluster = started;
    bench.atEnd(async () => await (await started).stop());
  }
  return await cluster;
}

export class ClusterView {
  readonly #child: ChildProcess;
  #onMark: (mark: string) => void = () => undefined;
  #answer: { resolve(answer: number): void; reject(error: Error): void } | undefined;

  constructor(kubeconfig: string) {
    const script = fileURLToPath(new URL("cluster-view.ts", import.meta.url));
    this.#child = fork(script, [kubeconfig], { execArgv: ["--expose-gc"] });
    this.#child.on("message", (message: ViewMessage) => {
      if ("mark" in message) this.#onMark(message.mark);
      else if ("answer" in message) this.#answer?.resolve(message.answer);
      else this.#answer?.reject(new Error(message.error));
    });
    this.#child.once("exit", (code) => this.#answer?.reject(new Error(`the view ended with ${code}`)));
  }

  onMark(listener: (mark: string) => void): void {
    this.#onMark = listener;
  }

  /** One at a time. */
  ask(command: ViewCommand): Promise<number> {
    const { promise, ...answer } = Promise.withResolvers<number>();
    this.#answer = answer;
    this.#child.send(command);
    return promise;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    // Not "close", which does not come once the parent has closed the channel.
    this.#child.once("exit", () => resolve());
    this.#child.disconnect();
    await promise;
  }
}

export async function ended(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once("error", reject);
  child.once("close", () => resolve());
  await promise;
}
