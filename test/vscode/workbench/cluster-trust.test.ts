/** The cluster view in a workspace that is not trusted, and once it is, against a real API server. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { clickUntil } from "./clicks.ts";
import { ClusterPage, contextOf, kubeconfigText, plugin } from "./cluster-page.ts";

const CHANGES = ["Activate", "Deactivate", "Exclude Persona", "Delete Pack", "Run Now", "Set Task Override"];

describeWithCluster("Workspace trust, in VS Code", (binaries) => {
  let server: TestApiServer;
  let page: ClusterPage;
  let folder: string;
  before(
    async () => {
      folder = await mkdtemp(join(tmpdir(), "personapack-trust-"));
      server = await TestApiServer.start(binaries);
      await server.client.create("PersonaPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "crew" },
        spec: { personas: [] },
      });
      // The workspace brings its own kubeconfig, and would like it to run something.
      const source = join(folder, "workspace");
      await mkdir(join(source, ".vscode"), { recursive: true });
      const kubeconfig = join(folder, "of-the-workspace");
      await writeFile(kubeconfig, kubeconfigText([withPlugin("workspace")]));
      const settings = { "personapack.cluster.kubeconfig": [kubeconfig] };
      await writeFile(join(source, ".vscode/settings.json"), JSON.stringify(settings));
      page = await ClusterPage.open({ source, workspaceTrust: true });
      await page.use(kubeconfigText([withPlugin("user")]));
      const { workbench } = page;
      await workbench.page.locator(".part.statusbar", { hasText: "Restricted Mode" }).waitFor();
      await workbench.openContainer("PersonaPack");
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await page?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach((context) => page?.workbench.screenshot(`trust-${context.name.replaceAll(/\W+/g, "-")}`));

  const traceOf = (name: string) => join(folder, `${name}-has-run`);

  /** A context whose plugin gives credentials that work, and leaves a file behind. */
  function withPlugin(name: string) {
    const { server: address, caPem, certPem, keyPem } = server.admin.rest;
    const credential = JSON.stringify({
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: { clientCertificateData: certPem, clientKeyData: keyPem },
    });
    const script = `touch "${traceOf(name)}"; printf '%s' "$CREDENTIAL"`;
    const env = [{ name: "CREDENTIAL", value: credential }];
    return { name, server: address, caPem, user: plugin("/bin/sh", { args: ["-c", script], env }) };
  }

  /** Those of the titles that the palette has. */
  async function offered(titles: readonly string[]): Promise<string[]> {
    const { page: browser } = page.workbench;
    await browser.keyboard.press("F1");
    const input = browser.locator(".quick-input-widget input.input:visible");
    const rows = browser.locator(".quick-input-widget .monaco-list-row");
    // What matches stands before what is similar.
    const none = rows.first().filter({ hasText: /similar commands|No matching commands/ });
    const found: string[] = [];
    for (const title of titles) {
      const command = `PersonaPack Cluster: ${title}`;
      // So that what is listed then is not what was listed for the title before.
      await input.fill(">PersonaPack Cluster: ");
      await rows.filter({ hasText: "PersonaPack Cluster: " }).first().waitFor();
      await input.fill(`>${command}`);
      const row = rows.filter({ hasText: command });
      await row.or(none).first().waitFor();
      if ((await row.count()) > 0) found.push(title);
    }
    await page.workbench.press("Escape");
    return found;
  }

  test("no credential plugin is run", { timeout: 60_000 }, async () => {
    await page.says(
      /In a workspace that is not trusted no credential plugin is run[\s\S]*Manage Workspace Trust/,
    );
    await page.explains("The credential plugin “/bin/sh” is not run, as this workspace is not trusted.");
    assert.match(await page.sidebar.innerText(), /user · /i, "nor is the kubeconfig that of the workspace");
  });

  test("with other credentials it shows everything, and changes nothing", { timeout: 60_000 }, async () => {
    await page.use(contextOf(server.admin.rest));
    await page.says(/crew\s*inactive/);
    assert.deepEqual(await offered([...CHANGES, "Diagnose"]), ["Diagnose"]);
    const line = page.workbench.treeLine("crew");
    await line.hover();
    assert.equal(await line.locator('.action-label[aria-label^="Activate"]').count(), 0);
    await line.locator('.action-label[aria-label^="Diagnose"]').waitFor();
    await line.click({ button: "right" });
    const menu = page.workbench.page.locator(".monaco-menu:visible");
    await menu.getByText("Copy Name").waitFor();
    await page.workbench.screenshot("trust-menu");
    assert.doesNotMatch(await menu.innerText(), new RegExp(CHANGES.join("|")));
    await page.workbench.press("Escape");
  });

  test("trusted, it runs nothing that the workspace has chosen", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await page.use(kubeconfigText([withPlugin("user")]));
    await page.says(/Manage Workspace Trust/);
    const editor = workbench.page.locator(".workspace-trust-editor");
    await clickUntil(page.button("Manage Workspace Trust"), editor);
    await workbench.page
      .locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ })
      .first()
      .click();
    await page.says(/workspace · all namespaces/i);
    // It lies in front of everything until it is closed.
    await workbench.page.locator('[aria-label^="Close Modal Editor"]').click();
    await workbench.page.locator(".workspace-trust-editor").waitFor({ state: "hidden" });
    await eventually(
      async () =>
        await page.explains(
          "The credential plugin “/bin/sh” is not run, as the settings of the workspace have chosen this kubeconfig.",
        ),
    );
  });

  test("trusted, it works without a reload once the kubeconfig is the user's", {
    timeout: 60_000,
  }, async () => {
    assert.deepEqual([existsSync(traceOf("user")), existsSync(traceOf("workspace"))], [false, false]);
    await writeFile(join(page.workbench.folder, ".vscode/settings.json"), "{}");
    await page.says(/user · all namespaces\s+crew\s*inactive/);
    assert.deepEqual([existsSync(traceOf("user")), existsSync(traceOf("workspace"))], [true, false]);
    assert.deepEqual(await offered(CHANGES), CHANGES);
    await page.workbench.treeLine("crew").hover();
    await page.workbench.treeLine("crew").locator('.action-label[aria-label^="Activate"]').waitFor();
  });
});
