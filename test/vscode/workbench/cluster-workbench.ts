/** A workbench beside a real API server with the stand-in controller, and what people see and do of both. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { KubeBinaries } from "../../../scripts/kube-binaries.ts";
import { TestApiServer } from "../../cluster/api-server.ts";
import { eventually } from "../../cluster/eventually.ts";
import type { Kind } from "../../cluster/kinds.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { answerQuickInput } from "./quick-input.ts";
import { Workbench } from "./workbench.ts";

const KINDS = [
  "PersonaPack",
  "SympoziumInstance",
  "SympoziumSchedule",
  "AgentRun",
  "ConfigMap",
  "PersistentVolumeClaim",
  "Deployment",
  "Service",
  "Secret",
] as const satisfies readonly Kind[];

export class ClusterWorkbench {
  readonly server: TestApiServer;
  readonly workbench: Workbench;
  /** Of the workbench alone; tests may write it. */
  readonly kubeconfig: string;
  #controller: StandInController | undefined;

  private constructor(server: TestApiServer, workbench: Workbench, kubeconfig: string) {
    this.server = server;
    this.workbench = workbench;
    this.kubeconfig = kubeconfig;
  }

  /** On a folder with these files, showing the cluster view. */
  static async open(
    binaries: KubeBinaries,
    files: Readonly<Record<string, string>>,
  ): Promise<ClusterWorkbench> {
    const server = await TestApiServer.start(binaries);
    const source = await mkdtemp(join(tmpdir(), "personapack-source-"));
    try {
      const kubeconfig = join(source, "kubeconfig");
      await mkdir(join(source, "folder"));
      for (const [name, text] of Object.entries(files)) await writeFile(join(source, "folder", name), text);
      await writeFile(kubeconfig, await readFile(server.admin.kubeconfig));
      const settings = { "personapack.cluster.kubeconfig": [kubeconfig] };
      const workbench = await Workbench.open(join(source, "folder"), settings);
      const cluster = new ClusterWorkbench(server, workbench, kubeconfig);
      await cluster.startController();
      await workbench.openContainer("PersonaPack");
      return cluster;
    } catch (error) {
      await server.stop();
      await rm(source, { recursive: true, force: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await this.stopController();
    await this.server.stop();
    await rm(join(this.kubeconfig, ".."), { recursive: true, force: true });
  }

  async startController(): Promise<void> {
    this.#controller = await StandInController.start(this.server.admin.rest);
  }

  async stopController(): Promise<void> {
    await this.#controller?.stop();
    this.#controller = undefined;
  }

  async addPack(name: string, spec: object, metadata: object = {}): Promise<void> {
    await this.server.client.create("PersonaPack", "default", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "PersonaPack",
      metadata: { name, ...metadata },
      spec,
    });
  }

  async spec(name: string): Promise<Readonly<Record<string, unknown>>> {
    const pack = await this.server.client.get("PersonaPack", "default", name);
    return (pack?.spec ?? {}) as Readonly<Record<string, unknown>>;
  }

  /** All that belongs to a pack by its name, as `Kind name`, sorted. */
  async objects(pack: string): Promise<string[]> {
    const lists = await Promise.all(
      KINDS.map(async (kind) =>
        (await this.server.client.list(kind, "default")).map(({ metadata }) => ({ kind, ...metadata })),
      ),
    );
    return lists
      .flat()
      .filter(({ name }) => name === pack || name.startsWith(`${pack}-`))
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort();
  }

  /** Starts a command in the palette and chooses in its picker. */
  async ask(command: string, item?: string): Promise<void> {
    await this.workbench.startCommand(`PersonaPack Cluster: ${command}`);
    if (item !== undefined) await this.choose(command.replace("…", ""), item);
  }

  /** In a list whose title holds `title`; without an item takes what is there. */
  async choose(title: string, item?: string | RegExp): Promise<void> {
    await answerQuickInput(this.workbench.page, title, item);
  }

  /** The text of the dialog that asks. */
  async question(): Promise<string> {
    await this.dialog.waitFor();
    return await this.dialog.innerText();
  }

  async answer(button: string): Promise<void> {
    await this.dialog.getByRole("button", { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: "hidden" });
  }

  /** Of whatever a test that failed has left open. */
  async giveUp(): Promise<void> {
    for (let layer = 0; layer < 3; layer++) await this.workbench.press("Escape");
  }

  get dialog(): Locator {
    return this.workbench.dialog;
  }

  notification(text: string | RegExp): Locator {
    return this.workbench.page.locator(".notification-list-item:visible", { hasText: text });
  }

  /** What the status bar says for a while. */
  status(text: string | RegExp): Locator {
    return this.workbench.page.locator(".part.statusbar .statusbar-item", { hasText: text });
  }

  line(text: string | RegExp): Locator {
    return this.workbench.treeLine(text);
  }

  async expand(text: string | RegExp): Promise<void> {
    const line = this.line(text).first();
    if ((await line.getAttribute("aria-expanded")) !== "true")
      await line.locator(".monaco-tl-twistie").click();
  }

  /** Chooses in the menu of a line. */
  async menu(line: string | RegExp, item: string): Promise<void> {
    const entry = this.workbench.page.getByRole("menuitem", { name: item });
    // A line that is just drawn anew, or a menu that has just opened, takes no clicks and says nothing.
    await eventually(async () => {
      if (!(await entry.isVisible())) await this.line(line).first().click({ button: "right" });
      await entry.click({ timeout: 2000 });
      await entry.waitFor({ state: "detached", timeout: 500 });
    });
  }
}

/** `Kind name` of all that the sections of a dialog list whose title begins so, sorted. */
export function listed(text: string, section: RegExp): string[] {
  const blocks = text.split("\n\n").filter((block) => section.test(block));
  return blocks
    .flatMap((block) => block.split("\n").filter((line) => line.startsWith("• ")))
    .flatMap((line) => {
      const [, kind = "", names = ""] = /^• (\S+) ([^:]+)/.exec(line) ?? [];
      return names.split(", ").map((name) => `${kind} ${name}`);
    })
    .sort();
}
