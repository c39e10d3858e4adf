/** The API server of the cluster rows: 1,000 packs of 10 personas with what a controller makes of them. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findKubeBinaries, HOW_TO_GET_THEM } from "../../scripts/kube-binaries.ts";
import { CountingProxy } from "../client/cluster/counting-proxy.ts";
import { TestApiServer } from "../cluster/api-server.ts";
import { createTeamPacks } from "../cluster/team-packs.ts";
import { EXPANDED_PACKS, timeOfMark, type ViewCommand, type ViewMessage } from "./cluster-view-protocol.ts";
import type { Bench } from "./scenario.ts";

const NAMESPACE = "default";
const PACKS = 1_000;
const PERSONAS = 10;
/** Packs, and for each persona an Instance, a Schedule and a ConfigMap. */
export const OBJECTS = PACKS * (1 + 3 * PERSONAS);
/** That all personas list. */
const SKILL_PACKS = ["k8s-ops", "memory"];
/** What the view lists. */
const LISTS =
  "personapacks,sympoziuminstances,sympoziumschedules,agentruns,configmaps,secrets,skillpacks,sympoziumpolicies";
const VIEW = fileURLToPath(new URL("cluster-view.ts", import.meta.url));

export class TeamCluster {
  readonly #root: string;
  readonly #server: TestApiServer;
  readonly #kubectl: string;
  #marks = 0;

  private constructor(root: string, server: TestApiServer, kubectl: string) {
    this.#root = root;
    this.#server = server;
    this.#kubectl = kubectl;
  }

  static async start(root: string): Promise<TeamCluster> {
    const binaries = findKubeBinaries();
    if (!binaries) throw new Error(HOW_TO_GET_THEM);
    if (binaries.kubectl === undefined) throw new Error("There is no kubectl to compare with.");
    const server = await TestApiServer.start(binaries);
    try {
      for (const name of SKILL_PACKS) {
        await server.client.create("SkillPack", NAMESPACE, {
          apiVersion: "sympozium.ai/v1alpha1",
          kind: "SkillPack",
          metadata: { name },
          spec: { skills: [{ name, content: "Look after it." }] },
        });
      }
      await createTeamPacks(server.client, { namespace: NAMESPACE, packs: PACKS, personas: PERSONAS });
      return new TeamCluster(root, server, binaries.kubectl);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Its heap has at most that many MB, if that is given. */
  openView(heapMb?: number): ClusterView {
    return this.#view(this.#server.admin.kubeconfig, heapMb);
  }

  /** One whose connections are counted where they arrive. */
  async openCountedView(): Promise<{ view: ClusterView; proxy: CountingProxy }> {
    const { kubeconfig, rest } = this.#server.admin;
    const proxy = await CountingProxy.start(new URL(rest.server));
    const counted = join(kubeconfig, "../counted.kubeconfig");
    const text = readFileSync(kubeconfig, "utf8").replace(rest.server, proxy.url);
    writeFileSync(counted, text, { mode: 0o600 });
    return { view: this.#view(counted), proxy };
  }

  /** Sets a new mark on the next Schedule of an expanded pack, and returns it. */
  async mark(): Promise<number> {
    const mark = this.#nextMark();
    await this.#setMark(mark, 0, EXPANDED_PACKS);
    return mark;
  }

  /** Sets one on the next Schedule of a pack that is not expanded. */
  async markElsewhere(): Promise<void> {
    await this.#setMark(this.#nextMark(), EXPANDED_PACKS, PACKS - EXPANDED_PACKS);
  }

  /** Milliseconds that kubectl takes for the lists of the view as JSON. */
  async getAll(): Promise<number> {
    const from = performance.now();
    const child = this.#run(["get", LISTS, "--all-namespaces", "-o", "json"]);
    child.stdout?.resume();
    await ended(child);
    return performance.now() - from;
  }

  /** kubectl as it watches the Schedules; calls back with each mark. */
  watchMarks(onMark: (mark: number) => void): ChildProcess {
    const output = 'jsonpath={.status.lastRunName}{"\\n"}';
    const child = this.#run(["get", "sympoziumschedules", "-n", NAMESPACE, "--watch-only", "-o", output]);
    if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => onMark(Number(line)));
    return child;
  }

  #nextMark(): number {
    this.#marks += 1;
    return this.#marks;
  }

  /** The packs take turns, and then their personas: a Schedule is long drawn when it gets another mark. */
  async #setMark(mark: number, firstPack: number, packs: number): Promise<void> {
    const schedule = `team-${firstPack + (mark % packs)}-role-${Math.floor(mark / packs) % PERSONAS}-schedule`;
    const status = { lastRunName: String(mark), lastRunTime: timeOfMark(mark) };
    await this.#server.client.mergePatch("SympoziumSchedule", NAMESPACE, schedule, { status }, "/status");
  }

  #view(kubeconfig: string, heapMb?: number): ClusterView {
    return new ClusterView(kubeconfig, join(this.#root, "client/dist/cluster.cjs"), heapMb);
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
    const started = TeamCluster.start(bench.root);
    cluster = started;
    bench.atEnd(async () => await (await started).stop());
  }
  return await cluster;
}

export class ClusterView {
  readonly #child: ChildProcess;
  #onMark: (mark: number) => void = () => undefined;
  #answer: { resolve(answer: number | readonly number[]): void; reject(error: Error): void } | undefined;

  constructor(kubeconfig: string, bundle: string, heapMb?: number) {
    const limit = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
    this.#child = fork(VIEW, [kubeconfig, bundle], { execArgv: ["--expose-gc", ...limit] });
    this.#child.on("message", (message: ViewMessage) => {
      if ("mark" in message) this.#onMark(message.mark);
      else if ("answer" in message) this.#answer?.resolve(message.answer);
      else this.#answer?.reject(new Error(message.error));
    });
    this.#child.once("exit", (code) => this.#answer?.reject(new Error(`the view ended with ${code}`)));
  }

  onMark(listener: (mark: number) => void): void {
    this.#onMark = listener;
  }

  /** One at a time. */
  async ask(command: ViewCommand): Promise<number> {
    const [first = Number.NaN] = await this.askAll(command);
    return first;
  }

  async askAll(command: ViewCommand): Promise<readonly number[]> {
    const { promise, ...answer } = Promise.withResolvers<number | readonly number[]>();
    this.#answer = answer;
    this.#child.send(command);
    return [await promise].flat();
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
